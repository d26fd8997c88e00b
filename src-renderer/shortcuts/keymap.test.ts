import { expect, it } from 'vitest';
import { assign, holderOf, keymap, keysOf, restore } from './keymap.ts';

const defaults = { open: { keys: ['Mod+O'] }, 'zoom-in': { keys: ['+', '='] }, fit: { keys: ['0'] }, tidy: { keys: [] } };

it('reads the defaults and what was changed', () => {
  expect([...keymap(defaults, { fit: ['F'] })]).toEqual([
    ['Mod+O', 'open'],
    ['+', 'zoom-in'],
    ['=', 'zoom-in'],
    ['F', 'fit'],
  ]);
  expect(keysOf(defaults, { open: [] }, 'open')).toEqual([]);
  expect(keysOf(defaults, {}, 'no-such-command')).toEqual([]);
});

it('finds who holds a combination', () => {
  expect(holderOf(defaults, {}, 'fit', '=')).toBe('zoom-in');
  expect(holderOf(defaults, {}, 'fit', '0')).toBeUndefined();
  expect(holderOf(defaults, { 'zoom-in': ['+'] }, 'fit', '=')).toBeUndefined();
});

it('assigns a combination, taking it from its holder', () => {
  const changes = assign(defaults, {}, 'tidy', '=');
  expect(changes).toEqual({ 'zoom-in': ['+'], tidy: ['='] });
  expect(assign(defaults, changes, 'tidy', 'T')).toEqual({ 'zoom-in': ['+'], tidy: ['T'] });
});

it('restores the defaults of one command, wherever they went', () => {
  const changes = assign(defaults, assign(defaults, {}, 'tidy', '0'), 'fit', 'F');
  expect(changes).toEqual({ tidy: ['0'], fit: ['F'] });
  expect(restore(defaults, changes, 'fit')).toEqual({});
});
