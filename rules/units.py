"""The kinds of units and the sectors they belong to (domain.md 4.1, PN-09, PN-10)."""

KINDS = (
    "trung-uong",
    "tinh-doan",
    "doan-cap-tren",
    "doan-co-so",
    "chi-doan-co-so",
    "doan-bo-phan",
    "lien-chi-doan",
    "chi-doan",
    "phan-doan",
)
SECTORS = ("truong-hoc", "dia-ban", "cong-nhan", "co-quan", "luc-luong-vu-trang")
OFFICES = ("bi-thu", "pho-bi-thu", "uy-vien")

ARMED_FORCES = "luc-luong-vu-trang"
"""Members of units of this sector register on paper (PN-06)."""
