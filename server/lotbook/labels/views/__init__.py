"""Labels over HTTP: at once, through the print queue, and what a label's address tells anybody."""

from lotbook.labels.views import prints, sheets

blueprints = (sheets.blueprint, prints.blueprint)
