import asyncio
import threading

import pytest
from django.conf import settings

from django_sankhya.context import current_alias, sankhya_aliases, use_sankhya


@pytest.fixture(autouse=True)
def filial(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.DATABASES, "filial", {"ENGINE": "django_sankhya.backend"})


def test_erps_are_known_by_their_engine() -> None:
    assert sankhya_aliases() == ["sankhya", "filial"]


def test_blocks_nest_and_end() -> None:
    assert current_alias() is None
    with use_sankhya("filial"):
        with use_sankhya("sankhya"):
            assert current_alias() == "sankhya"
        assert current_alias() == "filial"
    assert current_alias() is None


def test_a_block_ends_on_an_exception() -> None:
    with pytest.raises(ZeroDivisionError), use_sankhya("filial"):
        raise ZeroDivisionError
    assert current_alias() is None


@pytest.mark.parametrize("alias", ["default", "filail"])
def test_a_block_wants_an_erp(alias: str) -> None:
    with pytest.raises(ValueError, match=f"'{alias}' is none of the ERPs.*sankhya, filial"):
        use_sankhya(alias).__enter__()


def test_tasks_do_not_see_each_others_block() -> None:
    async def ask(alias: str, barrier: asyncio.Barrier) -> str | None:
        with use_sankhya(alias):
            await barrier.wait()
            return current_alias()

    async def main() -> list[str | None]:
        barrier = asyncio.Barrier(2)
        return await asyncio.gather(ask("sankhya", barrier), ask("filial", barrier))

    assert asyncio.run(main()) == ["sankhya", "filial"]


def test_threads_do_not_see_each_others_block() -> None:
    seen: list[str | None] = []
    with use_sankhya("filial"):
        thread = threading.Thread(target=lambda: seen.append(current_alias()))
        thread.start()
        thread.join()
    assert seen == [None]
