"""The command that writes our templates of papers into a folder, where an office restyles them in Word."""

from collections.abc import Mapping
from pathlib import Path

from bot.office import Done, Fail, Office
from chat.texts import Texts, load_texts
from reports.templates import OURS


async def write_templates(office: Office, folder: Path) -> Done:
    """All of them or none: what somebody has restyled is never written over."""
    texts = load_texts(address=office.config.bot.address)
    files = {name: folder / f"{name}.docx" for name in OURS}
    _write(folder, files, texts)
    lines = [texts("cli-template-written", path=str(path), what=texts(f"template-{n}")) for n, path in files.items()]
    return Done({"files": [str(path) for path in files.values()]}, [*lines, texts("cli-templates-next")])


def _write(folder: Path, files: Mapping[str, Path], texts: Texts) -> None:
    if there := next((path for path in files.values() if path.exists()), None):
        raise Fail(texts("cli-error-template-exists", path=str(there)))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, path in files.items():
            path.write_bytes(OURS[name](texts))
    except OSError:
        raise Fail(texts("cli-error-not-written", path=str(folder))) from None
