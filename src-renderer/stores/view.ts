/** @file What is shown over and around the canvas. Place and zoom are no state of React: the canvas keeps them itself. Renderer. */
import { create } from 'zustand';

export type DialogName = 'settings' | 'shortcuts' | 'palette';
/** A sentence for what happened elsewhere; `pictureId` is where. */
export type Notice = { readonly id: number; readonly tone: 'plain' | 'bad'; readonly text: string; readonly detail?: string; readonly pictureId?: string };

type ViewState = {
  readonly compare: boolean;
  readonly dialog: DialogName | null;
  readonly notices: readonly Notice[];
  /** What a screen reader says next. */
  readonly announcement: string;
  setCompare(compare: boolean): void;
  setDialog(dialog: DialogName | null): void;
  notify(notice: Omit<Notice, 'id'>): void;
  dismiss(id: number): void;
  announce(announcement: string): void;
};

let nextNotice = 0;

export const useView = create<ViewState>()((set) => ({
  compare: true,
  dialog: null,
  notices: [],
  announcement: '',
  setCompare: (compare) => {
    set({ compare });
  },
  setDialog: (dialog) => {
    set({ dialog });
  },
  notify: (notice) => {
    set(({ notices }) => ({ notices: [...notices, { ...notice, id: nextNotice++ }] }));
  },
  dismiss: (id) => {
    set(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }));
  },
  announce: (announcement) => {
    set({ announcement });
  },
}));
