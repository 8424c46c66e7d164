"""A subscription of GraphQL, served by strawberry under uvicorn."""

import asyncio
import sys
from collections.abc import AsyncGenerator

import strawberry
import uvicorn
from strawberry.asgi import GraphQL


@strawberry.type
class Query:
    """What every schema needs."""

    hello: str = "world"


@strawberry.type
class Subscription:
    """What is streamed."""

    @strawberry.subscription
    async def count(self, target: int) -> AsyncGenerator[int, None]:
        """Count up to that."""
        for number in range(target):
            yield number
            await asyncio.sleep(0.01)


if __name__ == "__main__":
    app = GraphQL(strawberry.Schema(query=Query, subscription=Subscription))
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="warning")
