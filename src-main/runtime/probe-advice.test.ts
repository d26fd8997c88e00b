import { expect, it } from 'vitest';
import { probeAdvice } from './probe-advice.ts';

it.each([
  ['cuda', 'Failed to load shared library libonnxruntime_providers_cuda.so', false, 'no-nvidia-driver'],
  ['cuda', 'Failed to load shared library libonnxruntime_providers_cuda.so', true, 'cuda-missing'],
  ['cuda', 'The probe ended with code 1', undefined, 'nvidia-driver'],
  ['webgpu', 'Failed to get a WebGPU adapter: No supported adapters', undefined, 'no-graphics'],
  ['webgpu', 'Device lost', true, 'graphics-driver'],
  ['cpu', 'Illegal instruction', false, 'installation'],
] as const)('%s: %s', (provider, reason, nvidiaDriver, cause) => {
  const finding = probeAdvice(provider, reason, { nvidiaDriver });
  expect(finding.cause).toBe(cause);
  expect(finding.advice).toMatch(/nstall|pdate/);
});
