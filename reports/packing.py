"""Several files in one archive: the same files, the same bytes, wherever and whenever it is made."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

UNIX = 3  # by which system the archive says it was made


def packed(files: Mapping[str, bytes]) -> bytes:
    """In the order given, each of the first day that an archive knows."""
    made = BytesIO()
    with ZipFile(made, "w") as pack:
        for name, content in files.items():
            entry = ZipInfo(name)
            entry.create_system, entry.compress_type = UNIX, ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            pack.writestr(entry, content)
    return made.getvalue()


def unpacked(archive: bytes) -> Mapping[str, bytes]:
    """What stands in an archive of our own making."""
    with ZipFile(BytesIO(archive)) as pack:
        return {name: pack.read(name) for name in pack.namelist()}
