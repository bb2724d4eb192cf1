"""Secrets: made, kept as hashes, compared."""

from lotbook.identity import credentials


def test_a_secret_begins_with_its_operation() -> None:
    read = credentials.read_secret(credentials.make_secret("cold-creek", credentials.TOKEN))

    assert read is not None
    assert (read.operation, read.sort) == ("cold-creek", credentials.TOKEN)


def test_an_operations_code_may_hold_dots() -> None:
    read = credentials.read_secret(credentials.make_secret("cold.creek", credentials.TOKEN))

    assert read is not None
    assert read.operation == "cold.creek"


def test_what_is_kept_is_found_by_what_is_sent_and_does_not_hold_it() -> None:
    secret = credentials.make_secret("farm", credentials.DEVICE)
    read = credentials.read_secret(secret)

    assert read is not None
    assert read.hash == credentials.kept(secret)
    assert secret.partition(".")[2] not in read.hash


def test_what_is_no_secret_is_none() -> None:
    too_short, too_long = "farm.T" + "0" * 31, "farm.T" + "0" * 33
    for text in ("", ".", "farm", "farm.", ".T0", too_short, too_long, "f" * 300 + ".T" + "0" * 32):
        assert credentials.read_secret(text) is None


def test_a_code_and_a_salt_make_one_token_and_neither_alone_does() -> None:
    once = credentials.derived_secret("farm", "D", "CODE", "salt")

    assert once == credentials.derived_secret("farm", "D", "CODE", "salt")
    assert once != credentials.derived_secret("farm", "D", "CODE", "other")
    assert once != credentials.derived_secret("farm", "D", "OTHER", "salt")
    assert credentials.read_secret(once) is not None


def test_a_password_fits_its_hash_only() -> None:
    stored = credentials.hash_password("blue tractor under the oak")

    assert stored.startswith("$argon2id$")
    assert credentials.password_fits(stored, "blue tractor under the oak")
    assert not credentials.password_fits(stored, "blue tractor under the elm")


def test_without_an_account_nothing_fits_but_a_hash_is_computed() -> None:
    assert not credentials.password_fits(None, "blue tractor under the oak")
