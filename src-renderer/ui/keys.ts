/** @file Names of keys on this platform. Renderer. */
export const modifier = navigator.platform.startsWith('Mac') ? '⌘' : 'Ctrl+';
