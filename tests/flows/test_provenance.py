"""How records came into the book."""

from tests.support.farm import Farm, harvested, planted


def test_the_office_reads_how_a_record_came_beside_the_records_own_words(farm: Farm) -> None:
    phone = farm.enrol(31)
    farm.push(phone, phone.record(planted()))
    farm.record(harvested("H1"))

    signed, typed = (farm.get(f"/entries?how={how}").get_json() for how in ("phone", "desk"))
    (first,), (second,) = signed["entries"], typed["entries"]

    assert (first["kind"], signed["provenance"]) == (
        "plant",
        {str(first["seq"]): {"how": "phone", "device": phone.device}},
    )
    assert (second["kind"], typed["provenance"]) == ("harvest", {str(second["seq"]): {"how": "desk", "device": None}})
    assert farm.get(f"/entries?device={phone.device}").get_json()["entries"] == [first]
