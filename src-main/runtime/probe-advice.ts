/** @file Why a device failed its probe, and what a user can do about it. Pure. */
import type { ProbeCause, Provider } from '../../src-shared/device.ts';

type Finding = { readonly cause: ProbeCause; readonly advice: string };
type Machine = { /** Whether the driver of an NVIDIA card is loaded; undefined where that cannot be told. */ readonly nvidiaDriver: boolean | undefined };

const findings: readonly (Finding & { readonly provider: Provider; readonly when: (reason: string, machine: Machine) => boolean })[] = [
  {
    provider: 'cuda',
    cause: 'no-nvidia-driver',
    when: (_reason, { nvidiaDriver }) => nvidiaDriver === false,
    advice: 'No NVIDIA card with a driver was found. If this computer has one, install its driver, then check the devices again.',
  },
  {
    provider: 'cuda',
    cause: 'cuda-missing',
    when: (reason) => /shared library|cannot open shared object|libcu/i.test(reason),
    advice:
      'The NVIDIA card is not used because CUDA 12 or cuDNN 9 is missing. Install both, then run ' +
      '`ONNXRUNTIME_NODE_INSTALL=cuda12 node node_modules/onnxruntime-node/script/install.js`. Without them the card can work through WebGPU.',
  },
  { provider: 'cuda', cause: 'nvidia-driver', when: () => true, advice: 'Update the NVIDIA driver, then check the devices again.' },
  {
    provider: 'webgpu',
    cause: 'no-graphics',
    when: (reason) => /adapter/i.test(reason),
    advice:
      'No graphics card with a Vulkan, Direct3D 12 or Metal driver was found. Install the driver (on Linux also the loader, ' +
      'libvulkan1), then check the devices again.',
  },
  { provider: 'webgpu', cause: 'graphics-driver', when: () => true, advice: 'Update the graphics driver, then check the devices again.' },
  {
    provider: 'dml',
    cause: 'directx',
    when: () => true,
    advice: 'DirectML needs Windows 10 1903 or newer and a DirectX 12 driver. Update the graphics driver, then check the devices again.',
  },
  { provider: 'coreml', cause: 'macos', when: () => true, advice: 'Update macOS, then check the devices again.' },
  { provider: 'cpu', cause: 'installation', when: () => true, advice: 'The installation is damaged or the system too old for it. Install Imago again.' },
];

export function probeAdvice(provider: Provider, reason: string, machine: Machine): Finding {
  const { cause, advice } = findings.find((it) => it.provider === provider && it.when(reason, machine))!;
  return { cause, advice };
}
