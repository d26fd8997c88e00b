import { describe, expect, it } from 'vitest';
import { curveGroups } from './curve-groups.ts';

describe('curve groups', () => {
  it('put what is measured in the same terms together', () => {
    const trained = ['loss', 'cycleA', 'discriminatorA.loss', 'discriminatorA.realRight', 'discriminatorA.fakeRight', 'generatorAb.gradientNorm', 'learningRate', 'secondsPerStep'];
    const held = ['ab.distance', 'ab.distanceBefore', 'ab.diversity', 'ab.likeness'];
    expect(curveGroups({ trained, held })).toEqual([
      { group: 'quality', held: true, names: ['ab.distance', 'ab.distanceBefore'] },
      { group: 'variety', held: true, names: ['ab.diversity', 'ab.likeness'] },
      { group: 'losses', held: false, names: ['loss', 'cycleA', 'discriminatorA.loss'] },
      { group: 'judge', held: false, names: ['discriminatorA.realRight', 'discriminatorA.fakeRight'] },
      { group: 'gradients', held: false, names: ['generatorAb.gradientNorm'] },
      { group: 'rate', held: false, names: ['learningRate'] },
      { group: 'speed', held: false, names: ['secondsPerStep'] },
    ]);
  });

  it('leave out what has no curve', () => {
    expect(curveGroups({ trained: ['loss'], held: ['psnr'] }).map(({ group }) => group)).toEqual(['quality', 'losses']);
  });
});
