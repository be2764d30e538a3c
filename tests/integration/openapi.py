"""Reads the desk's OpenAPI document: its operations, whether an answer is as described, and requests that fit or do not fit.

Standard library only; the subset of JSON Schema that the document uses, anything else is an error."""

from __future__ import annotations

import copy
import random
import re
from dataclasses import dataclass
from datetime import datetime

KNOWN = {"$ref", "anyOf", "type", "enum", "properties", "required", "additionalProperties", "items", "minItems", "maxItems",
         "minLength", "maxLength", "minimum", "maximum", "format", "default", "description"}


@dataclass
class Operation:
    method: str
    path: str
    spec: dict

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def access(self) -> str:
        return self.spec["x-access"]

    @property
    def old(self) -> bool:
        return self.spec.get("x-old", False)

    @property
    def described(self) -> bool:
        return "summary" in self.spec

    @property
    def body(self) -> dict | None:
        return self.spec.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")

    @property
    def body_required(self) -> bool:
        return self.spec.get("requestBody", {}).get("required", False)

    def parameters(self, where: str) -> list[dict]:
        return [one for one in self.spec.get("parameters", []) if one["in"] == where]

    def has(self, where: str, name: str) -> bool:
        return any(one["name"] == name for one in self.parameters(where))


class Document:
    def __init__(self, document: dict):
        self.document = document
        self.schemas = document["components"]["schemas"]
        self.operations = [Operation(method.upper(), path, spec) for path, methods in document["paths"].items()
                           for method, spec in methods.items()]

    def methods_of(self, path: str) -> set[str]:
        """Of all templates that a path fits."""
        def fits(template: str) -> bool:
            return re.fullmatch(re.sub(r"\\\{[^/]+\\\}", "[^/]+", re.escape(template)), path) is not None

        return {operation.method for operation in self.operations if fits(operation.path)}

    def resolve(self, schema: dict) -> dict:
        while "$ref" in schema:
            schema = self.schemas[schema["$ref"].rsplit("/", 1)[1]]
        return schema

    def wrong(self, value, schema: dict, at: str = "") -> list[str]:
        """What is wrong about a value; fields that are not described are, too."""
        unknown = set(schema) - KNOWN
        assert not unknown, f"a schema uses {unknown}"
        if "$ref" in schema:
            return self.wrong(value, self.resolve(schema), at)
        if "anyOf" in schema:
            found = [self.wrong(value, one, at) for one in schema["anyOf"]]
            return [] if [] in found else found[0]
        types = schema.get("type", [])
        types = types if isinstance(types, list) else [types]
        if types and not any(self._is(value, one) for one in types):
            return [f"{at}: {value!r} is no {types}"]
        if "enum" in schema and value not in schema["enum"]:
            return [f"{at}: {value!r} is not one of {schema['enum']}"]
        if isinstance(value, str):
            if schema.get("format") == "date-time":
                if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)", value):
                    return [f"{at}: {value!r} is no UTC time"]
                datetime.fromisoformat(value.replace("Z", "+00:00"))
            if len(value) > schema.get("maxLength", len(value)) or len(value) < schema.get("minLength", 0):
                return [f"{at}: length {len(value)}"]
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            if value < schema.get("minimum", value) or value > schema.get("maximum", value):
                return [f"{at}: {value} is out of range"]
        if isinstance(value, list):
            if len(value) > schema.get("maxItems", len(value)) or len(value) < schema.get("minItems", 0):
                return [f"{at}: {len(value)} items"]
            return [text for index, item in enumerate(value) for text in self.wrong(item, schema.get("items", {}), f"{at}/{index}")]
        if isinstance(value, dict) and "properties" in schema:
            texts = [f"{at}/{name}: missing" for name in schema.get("required", []) if name not in value]
            for name, item in value.items():
                if name in schema["properties"]:
                    texts += self.wrong(item, schema["properties"][name], f"{at}/{name}")
                else:
                    texts.append(f"{at}/{name}: not described")
            return texts
        return []

    @staticmethod
    def _is(value, kind: str) -> bool:
        if kind == "integer":
            return isinstance(value, int) and not isinstance(value, bool)
        if kind == "number":
            return isinstance(value, (int, float)) and not isinstance(value, bool)
        return {"string": str, "boolean": bool, "array": list, "object": dict, "null": type(None)}[kind] is type(value)

    def answer_problems(self, operation: Operation, status: int, content_type: str, body, sparse: bool = False) -> list[str]:
        """What an answer has that the document does not say. @param body decoded JSON, or bytes. @param sparse asked with "fields"."""
        answers = operation.spec["responses"]
        answer = answers.get(str(status))
        if answer is None:
            if status < 400:
                return [f"{status} is not described"]
            answer = answers["default"]
        if "$ref" in answer:
            answer = self.document["components"]["responses"][answer["$ref"].rsplit("/", 1)[1]]
        content = answer.get("content")
        if not content:
            return [f"{status} has a body"] if body not in (None, b"") else []
        kind = content_type.split(";")[0].strip()
        if kind not in content and "*/*" not in content:
            return [f"{status} is {kind}, not {list(content)}"]
        schema = content.get(kind, content.get("*/*", {})).get("schema")
        if schema is None:
            return []
        if not sparse:
            schema = self._whole(schema)
        texts = self.wrong(body, schema)
        if kind == "application/problem+json" and body.get("status") != status:
            texts.append(f"a problem of {body.get('status')} in an answer of {status}")
        return texts

    def _whole(self, schema: dict) -> dict:
        """The first alternative of what an answer shows: all its fields."""
        schema = copy.deepcopy(schema)
        if "anyOf" in schema and all("$ref" in one for one in schema["anyOf"]):
            return schema["anyOf"][0]
        items = schema.get("properties", {}).get("data", {}).get("items", {})
        if "anyOf" in items:
            schema["properties"]["data"]["items"] = items["anyOf"][0]
        return schema

    def example(self, schema: dict, chance: random.Random | None = None, depth: int = 0):
        """A value that fits: the smallest one, or any by chance."""
        schema = self.resolve(schema)
        if "anyOf" in schema:
            return self.example(chance.choice(schema["anyOf"]) if chance else schema["anyOf"][0], chance, depth)
        if "enum" in schema:
            return chance.choice(schema["enum"]) if chance else schema["enum"][0]
        types = schema.get("type", "object")
        kind = types if isinstance(types, str) else (chance.choice(types) if chance else types[0])
        if kind == "object":
            names = [name for name in schema.get("properties", {})
                     if name in schema.get("required", []) or (chance and chance.random() < 0.4)]
            return {name: self.example(schema["properties"][name], chance, depth + 1) for name in names}
        if kind == "array":
            least = schema.get("minItems", 0)
            count = least if not chance else chance.randint(least, max(least, min(schema.get("maxItems", 3), 3)))
            return [self.example(schema.get("items", {"type": "string"}), chance, depth + 1) for _ in range(count)]
        if kind == "string":
            return self._text(schema, chance)
        if kind in ("integer", "number"):
            least = schema.get("minimum", 0)
            if not chance:
                return least
            most = min(schema.get("maximum", 10**9), 2**53)
            return chance.choice([least, most, min(least + chance.randint(0, 3), most), chance.randint(int(least), int(most))])
        return {"boolean": bool(chance and chance.random() < 0.5), "null": None}[kind]

    @staticmethod
    def _text(schema: dict, chance: random.Random | None) -> str:
        if schema.get("format") == "date-time":
            return f"20{chance.randint(10, 40)}-0{chance.randint(1, 9)}-1{chance.randint(0, 9)}T10:00:00Z" if chance else "2026-01-02T10:00:00Z"
        least, most = schema.get("minLength", 0), schema.get("maxLength", 60)
        if not chance:
            return "x" * max(least, 1)
        letters = "aáñ 5-_.,;:<>&\"'\\/%{}[]()=+@\t\n😀ش漢\u200b\u202e"
        return "".join(chance.choice(letters) for _ in range(chance.randint(least, max(least, min(most, 40)))))


def other_type(schema: dict):
    """A value of none of the types that a schema allows."""
    types = schema.get("type", [])
    types = types if isinstance(types, list) else [types]
    if "anyOf" in schema:
        return {"x": 1} if not any(one.get("type") == "object" or "$ref" in one for one in schema["anyOf"]) else [[1]]
    for kind, value in (("object", {"x": 1}), ("array", [1]), ("string", "x"), ("boolean", True), ("integer", 5)):
        if kind not in types and not (kind == "integer" and "number" in types):
            return value
    return None
