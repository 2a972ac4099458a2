"""Declares an app with cdk8s-service-patterns. It does the same as bench/sides/ours.ts.

usage: python3 ours.py FILE   with the model of the app and the values of all workloads as JSON
"""
import json
import sys

import cdk8s_plus_28 as kplus
from cdk8s import App, Chart
from cdk8s_service_patterns import ExposedWorkload, HealthCheck, LifecycleHandler, LifecycleHooks, Port, ResourceRequirements

with open(sys.argv[1]) as file:
    model = json.load(file)
values = model["values"]

app = App()
for chart_model in model["charts"]:
    chart = Chart(app, chart_model["id"], namespace=chart_model["namespace"])
    for workload in chart_model["workloads"]:
        ExposedWorkload(
            chart,
            workload["name"],
            image=values["image"],
            image_pull_policy=kplus.ImagePullPolicy.IF_NOT_PRESENT,
            replicas=values["replicas"],
            ports=[Port.http(values["containerPort"], service_port=values["servicePort"])],
            readiness=HealthCheck.http(values["readinessPath"]),
            startup=HealthCheck.tcp(),
            resources=ResourceRequirements(
                requests={"cpu": f'{values["cpuRequest"]}m', "memory": f'{values["memoryRequest"]}Mi'},
                limits={"memory": f'{values["memoryLimit"]}Mi'},
            ),
            lifecycle=LifecycleHooks(pre_stop=LifecycleHandler.exec(values["preStop"])),
        )
app.synth()
