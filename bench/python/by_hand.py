"""Declares an app with cdk8s-plus. It does the same as bench/sides/cdk8s-plus.ts.

usage: python3 by_hand.py FILE   with the model of the app and the values of all workloads as JSON
"""
import json
import sys

import cdk8s_plus_28 as kplus
from cdk8s import ApiObject, App, Chart, Duration, JsonPatch, Size

with open(sys.argv[1]) as file:
    model = json.load(file)
values = model["values"]


def declare(chart: Chart, name: str) -> None:
    deployment = kplus.Deployment(
        chart,
        name,
        metadata={"name": name},
        replicas=values["replicas"],
        strategy=kplus.DeploymentStrategy.rolling_update(max_unavailable=kplus.PercentOrAbsolute.absolute(0)),
        termination_grace_period=Duration.seconds(values["terminationGracePeriod"]),
    )
    port = values["containerPort"]
    deployment.add_container(
        name=name,
        image=values["image"],
        image_pull_policy=kplus.ImagePullPolicy.IF_NOT_PRESENT,
        ports=[kplus.ContainerPort(number=port, name="http")],
        readiness=kplus.Probe.from_http_get(values["readinessPath"], port=port),
        startup=kplus.Probe.from_tcp_socket(port=port),
        resources=kplus.ContainerResources(
            cpu=kplus.CpuResources(request=kplus.Cpu.millis(values["cpuRequest"])),
            memory=kplus.MemoryResources(
                request=Size.mebibytes(values["memoryRequest"]), limit=Size.mebibytes(values["memoryLimit"])
            ),
        ),
        lifecycle=kplus.ContainerLifecycle(pre_stop=kplus.Handler.from_command(values["preStop"])),
        security_context=kplus.ContainerSecurityContextProps(
            capabilities=kplus.ContainerSecutiryContextCapabilities(drop=[kplus.Capability.ALL])
        ),
        volume_mounts=[kplus.VolumeMount(path="/tmp", volume=kplus.Volume.from_empty_dir(deployment, "tmp", "tmp"))],
    )
    ApiObject.of(deployment).add_json_patch(
        JsonPatch.add("/spec/template/spec/enableServiceLinks", False),
        JsonPatch.add("/spec/template/spec/securityContext/seccompProfile", {"type": "RuntimeDefault"}),
    )
    budget = ApiObject(
        deployment,
        "budget",
        api_version="policy/v1",
        kind="PodDisruptionBudget",
        metadata={"name": name},
    )
    budget.add_json_patch(
        JsonPatch.add(
            "/spec",
            {
                "maxUnavailable": 1,
                "unhealthyPodEvictionPolicy": "AlwaysAllow",
                "selector": {"matchLabels": deployment.match_labels},
            },
        )
    )
    deployment.expose_via_service(
        name=name, ports=[kplus.ServicePort(name="http", port=values["servicePort"], target_port=port)]
    )


app = App()
for chart_model in model["charts"]:
    chart = Chart(app, chart_model["id"], namespace=chart_model["namespace"])
    for workload in chart_model["workloads"]:
        declare(chart, workload["name"])
app.synth()
