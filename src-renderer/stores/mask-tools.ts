/** @file The tool in hand and how it is set, and how masks are shown. Data and small setters. Renderer. */
import { create } from 'zustand';

export const maskTools = ['brush', 'eraser', 'lasso', 'polygon', 'rectangle', 'ellipse', 'wand', 'object'] as const;
export type MaskTool = (typeof maskTools)[number];
export type Tool = 'move' | MaskTool;
export type MaskLook = 'overlay' | 'outline' | 'black-white' | 'hidden';

export type Brush = {
  /** Diameter in pixels of the picture. */
  readonly size: number;
  readonly hardness: number;
  readonly opacity: number;
  /** Whether a pen's pressure makes it thinner. */
  readonly pressure: boolean;
};
export type Wand = { /** Share of the full range that each channel may differ. */ readonly tolerance: number; readonly contiguous: boolean };

type MaskToolsState = {
  readonly tool: Tool;
  readonly brush: Brush;
  readonly wand: Wand;
  /** Whether lasso, shapes and selections take away. */
  readonly subtract: boolean;
  readonly look: MaskLook;
  /** A selection is being computed. */
  readonly selecting: boolean;
  /** Whether what a rule finds is shown while no tool is in hand, and why it cannot be told. */
  readonly showsRule: boolean;
  readonly ruleProblem: string | null;
  setTool(tool: Tool): void;
  setBrush(change: Partial<Brush>): void;
  setWand(change: Partial<Wand>): void;
  setSubtract(subtract: boolean): void;
  setLook(look: MaskLook): void;
  setSelecting(selecting: boolean): void;
  setShowsRule(shows: boolean): void;
  setRuleProblem(problem: string | null): void;
};

export const brushSizes = { least: 1, most: 2000 } as const;

export const useMaskTools = create<MaskToolsState>()((set) => ({
  tool: 'move',
  brush: { size: 80, hardness: 0.7, opacity: 1, pressure: true },
  wand: { tolerance: 0.1, contiguous: true },
  subtract: false,
  look: 'overlay',
  selecting: false,
  showsRule: false,
  ruleProblem: null,
  setTool: (tool) => {
    set({ tool });
  },
  setBrush: (change) => {
    set(({ brush }) => ({ brush: { ...brush, ...change } }));
  },
  setWand: (change) => {
    set(({ wand }) => ({ wand: { ...wand, ...change } }));
  },
  setSubtract: (subtract) => {
    set({ subtract });
  },
  setLook: (look) => {
    set({ look });
  },
  setSelecting: (selecting) => {
    set({ selecting });
  },
  setShowsRule: (showsRule) => {
    set({ showsRule });
  },
  setRuleProblem: (ruleProblem) => {
    set({ ruleProblem });
  },
}));
