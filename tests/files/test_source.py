import pytest
from django.core.cache import cache

from beizhan.files import source
from beizhan.files.source import fingerprint_of_source


def test_a_source_is_told_from_another_by_its_files(tmp_path):
    (tmp_path / "one.py").write_text("x = 1\n")
    first = fingerprint_of_source(tmp_path)
    (tmp_path / "one.txt").write_text("not Python")
    fingerprint_of_source.cache_clear()
    same = fingerprint_of_source(tmp_path)
    (tmp_path / "one.py").write_text("x = 10\n")
    fingerprint_of_source.cache_clear()

    assert first == same != fingerprint_of_source(tmp_path)


@pytest.mark.django_db
def test_what_another_version_of_the_program_kept_is_not_read(monkeypatch):
    cache.set("sum", 1)

    kept = cache.get("sum")
    monkeypatch.setattr(source, "fingerprint_of_source", lambda: "another")

    assert (kept, cache.get("sum")) == (1, None)
