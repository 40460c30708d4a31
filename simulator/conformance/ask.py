"""Asks all cases that come in as JSON with boto3, in the protocol that is named, and writes what came of each as JSON."""
import datetime
import functools
import json
import re
import sys
import urllib.request

import boto3
import botocore.exceptions
import botocore.loaders

asked = json.load(sys.stdin)
load = botocore.loaders.Loader.load_service_model


def in_protocol(self, service, kind, *rest, **more):
    """A service's model as if it had the named protocol alone, where it has that at all."""
    model = load(self, service, kind, *rest, **more)
    protocol = asked.get("protocol")
    if kind == "service-2" and protocol in model["metadata"].get("protocols", []):
        metadata = dict(model["metadata"], protocol=protocol, protocols=[protocol])
        if protocol == "json":
            metadata.setdefault("jsonVersion", "1.0")
        return dict(model, metadata=metadata)
    return model


botocore.loaders.Loader.load_service_model = in_protocol
session = boto3.session.Session()


@functools.lru_cache
def client_of(service):
    return session.client(service, endpoint_url=asked["endpoint"])


def snake(name):
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def ask(case):
    if "pass" in case:
        change = json.dumps({"advance": case["pass"]}).encode()
        urllib.request.urlopen(asked["endpoint"] + "/_lab/clock", change).close()
        return {"output": {}}
    client = client_of(case["service"])
    if "wait" in case:
        client.get_waiter(snake(case["wait"])).wait(**case["input"], WaiterConfig={"Delay": 1, "MaxAttempts": 2})
        return {"output": {}}
    if "paginate" in case:
        pages = client.get_paginator(snake(case["paginate"])).paginate(
            **case["input"], PaginationConfig={"PageSize": case["pageSize"]}
        )
        return {"count": sum(len(page[case["items"]]) for page in pages)}
    return {"output": getattr(client, snake(case["operation"]))(**case["input"])}


def outcome(case):
    try:
        return ask(case)
    except botocore.exceptions.ClientError as error:
        return {"error": error.response["Error"]["Code"], "message": error.response["Error"]["Message"]}
    except Exception as error:
        return {"error": type(error).__name__, "message": str(error)}


def plain(value):
    return value.isoformat() if isinstance(value, datetime.datetime) else str(value)


json.dump([outcome(case) for case in asked["cases"]], sys.stdout, default=plain)
