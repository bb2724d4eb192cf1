"""What claims of speed are measured with: each file prints its figures, beside a bare insert where one fits."""
