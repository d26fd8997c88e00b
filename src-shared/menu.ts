/** @file The application menu as data: the renderer knows its words and keys, main shows it. Pure. */
import { z } from 'zod';

const menuRoles = ['cut', 'copy', 'paste', 'selectAll', 'togglefullscreen', 'quit', 'close', 'minimize'] as const;

const menuItemSchema = z.discriminatedUnion('kind', [
  /** `accelerator` is in Electron's words. */
  z.object({ kind: z.literal('command'), id: z.string(), label: z.string(), accelerator: z.string().optional() }),
  z.object({ kind: z.literal('separator') }),
  /** The files that were opened last; main fills them in. */
  z.object({ kind: z.literal('recent'), label: z.string() }),
  z.object({ kind: z.literal('role'), role: z.enum(menuRoles), label: z.string() }),
]);
export type MenuItem = z.infer<typeof menuItemSchema>;

/** Labels hold an ampersand before the letter that Alt opens them with. */
export const menuSchema = z.array(z.object({ label: z.string(), items: z.array(menuItemSchema) }));
export type ApplicationMenu = z.infer<typeof menuSchema>;
