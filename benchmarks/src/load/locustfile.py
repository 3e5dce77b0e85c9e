"""The load of the case `service`, made by Locust: LOAD_RATE requests per second in all, or as many as get through."""

import os
from itertools import count

from locust import constant_throughput, task
from locust.contrib.fasthttp import FastHttpUser

rate = float(os.environ["LOAD_RATE"])
users = int(os.environ["LOAD_USERS"])
numbers = count()


class Customer(FastHttpUser):
    if rate > 0:
        wait_time = constant_throughput(rate / users)

    @task
    def order(self):
        self.client.get(f"/orders/{next(numbers)}", name="/orders/:id")
