import { setImmediate as turn } from 'node:timers/promises';
import { gate } from '../../test/support/gate.js';
import { createCommits } from './commits.js';

type Place = { topic: string; partition: number; offset: string };

function someCommits(send: (places: readonly Place[]) => Promise<void>) {
  const told: string[] = [];
  const commits = createCommits(send, {
    committed: ({ topic, partition, next, lag }) =>
      void told.push(`${topic}/${partition}: ${next}, ${lag} left`),
  });
  return { commits, told };
}

describe('commits', () => {
  it('are sent one request at a time; what comes meanwhile goes with the next', async () => {
    const sent: string[][] = [];
    const first = gate();
    const { commits } = someCommits(async (places) => {
      sent.push(places.map(({ partition, offset }) => `${partition}:${offset}`));
      if (sent.length === 1) await first.opened;
    });
    const commit = (next: number) => commits.commit({ topic: 't', partition: 0, next: String(next) });
    const all = [commit(1)];
    await turn();
    all.push(commit(2), commit(3));
    all.push(commits.commit({ topic: 't', partition: 1, next: '9' }));
    first.open();
    await Promise.all(all);
    expect(sent).toEqual([['0:1'], ['0:3', '1:9']]);
  });

  it('stay open where they failed, and go with the next', async () => {
    let isDown = true;
    const { commits, told } = someCommits(async () => {
      if (isDown) throw new Error('no coordinator');
    });
    commits.seen('t', 0, '10');
    await commits.commit({ topic: 't', partition: 0, next: '4' });
    expect(told).toEqual([]);
    isDown = false;
    await commits.flush();
    expect(told).toEqual(['t/0: 4, 6 left']);
    await commits.flush();
    expect(told).toHaveLength(1);
  });

  it('are forgotten where the partition is another member’s', async () => {
    const sent: Place[] = [];
    let isDown = true;
    const { commits } = someCommits(async (places) => {
      if (isDown) throw new Error('rebalancing');
      sent.push(...places);
    });
    await commits.commit({ topic: 't', partition: 0, next: '4' });
    await commits.commit({ topic: 't', partition: 1, next: '7' });
    commits.keepOnly((_, partition) => partition === 1);
    isDown = false;
    await commits.flush();
    expect(sent).toEqual([{ topic: 't', partition: 1, offset: '7' }]);
  });
});
