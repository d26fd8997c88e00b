"""The CycleGAN step of `npm run bench:train` in PyTorch, for comparison: two ResNet generators, two PatchGANs, LSGAN,
cycle and identity losses, Adam, averaged weights, clipped gradients and the same metrics, batch 1. Times single steps on
demand, so that they can be taken in turn with ours.

Usage: cyclegan_torch.py SIZE WIDTH BLOCKS THREADS. Prints `ready`; for each line on standard input it runs one step and
prints {"ms": ..., "cpuMs": ..., "peakMegabytes": ..., "lossGenerators": ...}.
"""
import json
import resource
import sys
import time

import torch
import torch.nn as nn
import torch.nn.functional as F

size, width, blocks, threads = map(int, sys.argv[1:5])
torch.set_num_threads(threads)
torch.manual_seed(1)


def normalised(convolution, channels, activation=nn.ReLU):
    return [convolution, nn.InstanceNorm2d(channels), *([activation()] if activation else [])]


class Residual(nn.Module):
    def __init__(self, channels):
        super().__init__()
        convolve = lambda: nn.Conv2d(channels, channels, 3, bias=False)
        pad = lambda: nn.ReflectionPad2d(1)
        self.inner = nn.Sequential(pad(), *normalised(convolve(), channels), pad(), *normalised(convolve(), channels, None))

    def forward(self, x):
        return x + self.inner(x)


def generator():
    w = width
    up = lambda a, b: nn.ConvTranspose2d(a, b, 3, stride=2, padding=1, output_padding=1, bias=False)
    return nn.Sequential(
        nn.ReflectionPad2d(3), *normalised(nn.Conv2d(3, w, 7, bias=False), w),
        *normalised(nn.Conv2d(w, 2 * w, 3, stride=2, padding=1, bias=False), 2 * w),
        *normalised(nn.Conv2d(2 * w, 4 * w, 3, stride=2, padding=1, bias=False), 4 * w),
        *[Residual(4 * w) for _ in range(blocks)],
        *normalised(up(4 * w, 2 * w), 2 * w), *normalised(up(2 * w, w), w),
        nn.ReflectionPad2d(3), nn.Conv2d(w, 3, 7), nn.Tanh(),
    )


def discriminator():
    leaky = lambda: nn.LeakyReLU(0.2)
    convolve = lambda a, b, stride, bias=False: nn.Conv2d(a, b, 4, stride=stride, padding=1, bias=bias)
    return nn.Sequential(
        convolve(3, 64, 2, True), leaky(),
        *normalised(convolve(64, 128, 2), 128, leaky), *normalised(convolve(128, 256, 2), 256, leaky),
        *normalised(convolve(256, 512, 1), 512, leaky), convolve(512, 1, 1, True),
    )


ab, ba, judge_a, judge_b = generator(), generator(), discriminator(), discriminator()
generators, judges = [*ab.parameters(), *ba.parameters()], [*judge_a.parameters(), *judge_b.parameters()]
adam = lambda parameters: torch.optim.Adam(parameters, lr=2e-4, betas=(0.5, 0.999))
generator_adam, judge_adam = adam(generators), adam(judges)
a, b = (torch.rand(1, 3, size, size) * 2 - 1 for _ in range(2))
averages = [parameter.detach().clone() for parameter in generators]
like = lambda answer, value: ((answer - value) ** 2).mean()
share = lambda x: (x > 0).float().mean()


def clipped(*networks):
    return [nn.utils.clip_grad_norm_(network.parameters(), 1e6) for network in networks]


@torch.no_grad()
def average(decay=0.999):
    torch._foreach_mul_(averages, decay)
    torch._foreach_add_(averages, generators, alpha=1 - decay)


def step():
    for parameter in judges:
        parameter.requires_grad_(False)
    fake_b, fake_a = ab(a), ba(b)
    parts = [
        like(judge_b(fake_b), 1), like(judge_a(fake_a), 1),
        F.l1_loss(ba(fake_b), a), F.l1_loss(ab(fake_a), b),
        F.l1_loss(ab(b), b) + F.l1_loss(ba(a), a),
    ]
    loss = parts[0] + parts[1] + 10 * (parts[2] + parts[3]) + 5 * parts[4]
    generator_adam.zero_grad()
    loss.backward()
    metrics = [loss, *parts, *clipped(ab, ba)]
    generator_adam.step()
    average()
    for parameter in judges:
        parameter.requires_grad_(True)
    fake_a, fake_b = fake_a.detach(), fake_b.detach()
    metrics += [F.l1_loss(fake_b, a), F.l1_loss(fake_a, b)]
    judged = 0
    for judge, real, fake in ((judge_a, a, fake_a), (judge_b, b, fake_b)):
        on_real, on_fake = judge(real), judge(fake)
        judged = judged + 0.5 * (like(on_real, 1) + like(on_fake, 0))
        metrics += [share(on_real - 0.5), share(0.5 - on_fake)]
    judge_adam.zero_grad()
    judged.backward()
    metrics += [judged, *clipped(judge_a, judge_b)]
    judge_adam.step()
    return [metric.item() for metric in metrics][0]


print('ready', flush=True)
for _ in sys.stdin:
    started, cpu_started = time.perf_counter(), time.process_time()
    loss = step()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    ms, cpu_ms = (time.perf_counter() - started) * 1000, (time.process_time() - cpu_started) * 1000
    print(json.dumps({'ms': ms, 'cpuMs': cpu_ms, 'peakMegabytes': peak, 'lossGenerators': loss}), flush=True)
