/** @file What a press on the canvas begins, until the pointer is lifted. Renderer. */
export type Gesture = { move(event: PointerEvent): void; end(event: PointerEvent): void; cancel(): void };
