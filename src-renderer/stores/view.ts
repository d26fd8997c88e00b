/** @file What is shown over and around the canvas. Place and zoom are no state of React: the canvas keeps them itself. Renderer. */
import { create } from 'zustand';
import type { Axis, Comparison } from '../canvas/scene.ts';

export type ScreenName = 'edit' | 'batch' | 'train' | 'models';
export type DialogName = 'settings' | 'shortcuts' | 'palette';
/** A sentence for what happened elsewhere; `pictureId`, `trainingId` or `screen` is where. */
export type Notice = { readonly id: number; readonly tone: 'plain' | 'bad'; readonly text: string; readonly detail?: string; readonly pictureId?: string; readonly trainingId?: string; readonly screen?: ScreenName };

/** How two states of a picture are compared. */
export type CompareWay = Exclude<Comparison['kind'], 'off'>;
/** Ids of what is compared; absent: the source, and what came last. */
export type ComparedSides = { readonly before?: string; readonly after?: string };

type ViewState = {
  /** Which of the screens is shown; the editor goes on behind the others. */
  readonly screen: ScreenName;
  readonly compare: boolean;
  readonly compareWay: CompareWay;
  readonly axis: Axis;
  /** Of the difference view. */
  readonly gain: number;
  /** By picture id. */
  readonly sides: Readonly<Record<string, ComparedSides | undefined>>;
  readonly rulers: boolean;
  readonly navigator: boolean;
  readonly dialog: DialogName | null;
  readonly notices: readonly Notice[];
  /** What a screen reader says next. */
  readonly announcement: string;
  setCompare(compare: boolean): void;
  setScreen(screen: ScreenName): void;
  /** Chooses a way to compare, and compares. */
  setCompareWay(compareWay: CompareWay): void;
  setAxis(axis: Axis): void;
  setGain(gain: number): void;
  setSides(pictureId: string, sides: ComparedSides): void;
  setRulers(rulers: boolean): void;
  setNavigator(navigator: boolean): void;
  setDialog(dialog: DialogName | null): void;
  notify(notice: Omit<Notice, 'id'>): void;
  dismiss(id: number): void;
  announce(announcement: string): void;
};

let nextNotice = 0;

export const useView = create<ViewState>()((set) => ({
  screen: 'edit',
  compare: true,
  compareWay: 'slider',
  axis: 'horizontal',
  gain: 4,
  sides: {},
  rulers: false,
  navigator: false,
  dialog: null,
  notices: [],
  announcement: '',
  setCompare: (compare) => {
    set({ compare });
  },
  setScreen: (screen) => {
    // What it would tell of is in sight now.
    set(({ notices }) => ({ screen, notices: notices.filter((notice) => notice.screen !== screen) }));
  },
  setCompareWay: (compareWay) => {
    set({ compareWay, compare: true });
  },
  setAxis: (axis) => {
    set({ axis });
  },
  setGain: (gain) => {
    set({ gain });
  },
  setSides: (pictureId, change) => {
    set(({ sides }) => ({ sides: { ...sides, [pictureId]: { ...sides[pictureId], ...change } } }));
  },
  setRulers: (rulers) => {
    set({ rulers });
  },
  setNavigator: (navigator) => {
    set({ navigator });
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
