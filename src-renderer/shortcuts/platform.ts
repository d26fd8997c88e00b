/** @file Which keyboard this is. Renderer. */
export const isMac = navigator.platform.startsWith('Mac');
