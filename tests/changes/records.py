"""Procedures as the tests of comparing write them: plain values, in two ways of writing the same."""

import json
from typing import Any

import yaml

DECISION = {"number": "163/QĐ-BTP", "date": "2026-01-15", "action": "new"}


def record(code: str, **changes: Any) -> dict[str, Any]:
    """Return the front matter of a procedure; a key set to None is left out."""
    values: dict[str, Any] = {
        "code": code,
        "name": f"Thủ tục số {code}",
        "field": "Hộ tịch",
        "levels": ["xa", "tinh"],
        "executing_agencies": ["Ủy ban nhân dân cấp xã"],
        "subjects": ["Công dân Việt Nam"],
        "methods": [{"channel": "in_person", "time_limit": "01 ngày"}, {"channel": "online", "fee": "Miễn phí"}],
        "time_limit": "Trong ngày",
        "fee": "8.000 đồng",
        "dossier": [{"name": "Tờ khai", "originals": 1}, {"name": "Giấy tờ tùy thân", "copies": 1}],
        "steps": ["Nộp hồ sơ tại bộ phận một cửa", "Chờ cán bộ thẩm tra giấy tờ", "Nhận kết quả theo phiếu hẹn"],
        "announcing_decisions": [DECISION],
    }
    return {key: value for key, value in (values | changes).items() if value is not None}


def written(values: dict[str, Any], body: str = "") -> str:
    """Return a procedure's file as a person might write it."""
    return f"---\n{yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=10_000)}---\n\n{body}\n"


def written_otherwise(values: dict[str, Any], body: str = "") -> str:
    """Return a file that says the same: other order, quotes, line ends, spaces, default values written out."""
    lines = [f"{key}:   {json.dumps(value, ensure_ascii=False)}" for key, value in reversed(values.items())]
    lines = [line.replace("Ủy", "Uỷ").replace("tùy", "tuỳ") for line in lines]
    defaults = ["online_level: unknown", "results: []", "# ghi chú của người viết"]
    front = "\r\n".join(["---", *defaults, *lines, "---"])
    return "\ufeff" + front + "\r\n\r\n\r\n" + body.replace(" ", "  ") + "  \r\n"
