import { expect, it } from 'vitest';
import { type Wheel, wheelMove } from './wheel.ts';

const wheel = (part: Partial<Wheel>): Wheel => ({ deltaX: 0, deltaY: 0, deltaMode: 0, ctrlKey: false, shiftKey: false, ...part });

it('zooms smoothly by a notch, in pixels or in lines', () => {
  expect(wheelMove(wheel({ deltaY: -120 }))).toEqual({ kind: 'zoom', factor: Math.exp(0.4), smooth: true });
  expect(wheelMove(wheel({ deltaY: 3, deltaMode: 1 }))).toEqual({ kind: 'zoom', factor: Math.exp(-0.16), smooth: true });
  expect(wheelMove(wheel({ deltaY: 1, deltaMode: 2 }))).toMatchObject({ factor: expect.closeTo(Math.exp(-4 / 3), 9) as number });
});

it('follows a pinch at once, and does not race with a mouse’s ctrl and wheel', () => {
  expect(wheelMove(wheel({ deltaY: -3, ctrlKey: true }))).toEqual({ kind: 'zoom', factor: Math.exp(0.05), smooth: false });
  expect(wheelMove(wheel({ deltaY: -120, ctrlKey: true }))).toEqual({ kind: 'zoom', factor: Math.exp(0.4), smooth: true });
});

it('pans sideways, and with shift', () => {
  expect(wheelMove(wheel({ deltaX: 7, deltaY: 2 }))).toEqual({ kind: 'pan', by: { x: -7, y: -2 } });
  expect(wheelMove(wheel({ deltaY: 90, shiftKey: true }))).toEqual({ kind: 'pan', by: { x: -90, y: 0 } });
  expect(wheelMove(wheel({ deltaX: 60, shiftKey: true }))).toEqual({ kind: 'pan', by: { x: -60, y: 0 } });
});
