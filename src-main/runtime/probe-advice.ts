/** @file What a user can do about a device that failed its probe. Pure. */
import type { Provider } from '../../src-shared/device.ts';

const advices: readonly { readonly provider: Provider; readonly when: RegExp; readonly advice: string }[] = [
  {
    provider: 'cuda',
    when: /shared library|cannot open shared object|libcu/i,
    advice:
      'Only for NVIDIA cards: install CUDA 12 and cuDNN 9, then run ' +
      '`ONNXRUNTIME_NODE_INSTALL=cuda12 node node_modules/onnxruntime-node/script/install.js`. Without it the card can work through WebGPU.',
  },
  { provider: 'cuda', when: /./s, advice: 'Update the NVIDIA driver, then probe the devices again.' },
  {
    provider: 'webgpu',
    when: /no supported adapters|adapter/i,
    advice:
      'No graphics card with a Vulkan, Direct3D 12 or Metal driver was found. Install the driver (on Linux also the loader, ' +
      'libvulkan1), then probe the devices again.',
  },
  { provider: 'webgpu', when: /./s, advice: 'Update the graphics driver, then probe the devices again.' },
  { provider: 'dml', when: /./s, advice: 'DirectML needs Windows 10 1903 or newer and a DirectX 12 driver. Update the graphics driver, then probe the devices again.' },
  { provider: 'coreml', when: /./s, advice: 'Update macOS, then probe the devices again.' },
  { provider: 'cpu', when: /./s, advice: 'The installation is damaged or the system too old for it. Install Imago again.' },
];

export function probeAdvice(provider: Provider, reason: string): string | undefined {
  return advices.find((it) => it.provider === provider && it.when.test(reason))?.advice;
}
