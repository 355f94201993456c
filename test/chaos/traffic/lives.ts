import { type Random } from '../random.js';
import { type ContentSaid, type Person, type Said } from './said.js';
import { createTexts, type Texts } from './texts.js';

/** What is told of one document, one stay or one identity. */
export interface Life {
  readonly kind: string;
  /** Its messages as they were written. */
  readonly steps: readonly Said[];
  /** One sender, in this order; else by any sender, in any order. */
  readonly inOrder?: boolean;
  /** Sent once, without waiting for the answer, and never again. */
  readonly abandoned?: boolean;
}

type Made = Omit<Life, 'kind'>;
interface Scene {
  readonly random: Random;
  readonly texts: Texts;
  readonly id: string;
  readonly person: Person;
}

const content = (scene: Scene, over: Partial<ContentSaid> = {}): ContentSaid => ({
  ...{ kind: 'content', action: 'original', id: scene.id, person: scene.person, signed: true, time: '10:00' },
  text: scene.texts.report(scene.person),
  ...over,
});
const replacement = (scene: Scene, version: number, over: Partial<ContentSaid> = {}): ContentSaid =>
  content(scene, {
    ...{ action: 'replacement', id: `${scene.id}-v${version}`, time: `${10 + version}:30` },
    parentId: version === 2 ? scene.id : `${scene.id}-v${version - 1}`,
    ...over,
  });
const addendum = (scene: Scene, name: string, over: Partial<ContentSaid> = {}): ContentSaid =>
  content(scene, { action: 'addendum', id: `${scene.id}-${name}`, parentId: scene.id, ...over });
const deletion = ({ person }: Scene, id: string, parentId?: string): Said => ({
  ...{ kind: 'deletion', id, person, ...(parentId !== undefined && { parentId }) },
});

const KINDS: Readonly<Record<string, { readonly weight: number; readonly make: (scene: Scene) => Made }>> = {
  single: { weight: 6, make: (scene) => ({ steps: [content(scene)] }) },
  replaced: {
    weight: 5,
    make: (scene) => ({
      steps: [
        content(scene),
        ...upTo(scene.random.between(2, 4)).map((version) => replacement(scene, version)),
      ],
    }),
  },
  completed: {
    weight: 4,
    make: (scene) => ({
      steps: [
        content(scene, { text: scene.texts.first() }),
        addendum(scene, 'A', { text: scene.texts.completed(), time: '12:00' }),
        addendum(scene, 'B', { text: scene.texts.note(), time: '13:00' }),
        ...(scene.random.chance(0.5) ? [deletion(scene, `${scene.id}-B`, scene.id)] : []),
      ],
    }),
  },
  deleted: {
    weight: 4,
    make: (scene) => ({
      steps: [
        content(scene),
        replacement(scene, 2),
        deletion(scene, scene.random.pick([scene.id, `${scene.id}-v2`])),
      ],
    }),
  },
  signed: {
    weight: 3,
    make: (scene) => ({
      steps: [content(scene, { signed: false }), { kind: 'signature', id: scene.id, person: scene.person }],
    }),
  },
  draft: {
    weight: 2,
    make: (scene) => ({
      steps: scene.random.chance(0.5)
        ? [content(scene, { signed: false })]
        : [content(scene), replacement(scene, 2, { signed: false })],
    }),
  },
  unavailable: {
    weight: 2,
    make: (scene) => ({
      steps: [content(scene), { kind: 'unavailable', id: scene.id, person: scene.person }],
    }),
  },
  whole: {
    weight: 3,
    make: (scene) => ({
      steps: [
        content(scene, { signed: false }),
        { kind: 'signature', id: scene.id, person: scene.person },
        addendum(scene, 'A', { text: scene.texts.note(), time: '11:00' }),
        replacement(scene, 2, { text: scene.texts.first() }),
        addendum(scene, 'B', { parentId: `${scene.id}-v2`, text: scene.texts.completed(), time: '14:00' }),
        addendum(scene, 'C', { parentId: `${scene.id}-v2`, text: scene.texts.note(), time: '15:00' }),
        deletion(scene, `${scene.id}-C`, `${scene.id}-v2`),
        replacement(scene, 3, { signed: false }),
      ],
    }),
  },
  corrected: {
    weight: 4,
    make: (scene) => ({
      inOrder: true,
      steps: [
        ...[0, 1, 2].map((edition) => content(scene, { edition })),
        ...(scene.random.chance(0.3)
          ? [{ kind: 'deletion', id: scene.id, person: scene.person, edition: 3 } as const]
          : []),
      ],
    }),
  },
  stay: {
    weight: 3,
    make: (scene) => {
      const stay = `S-${scene.id}`;
      const one = { stay, person: scene.person };
      return {
        steps: [
          { kind: 'movement', event: 'A01', ...one },
          content(scene, { stay, text: scene.texts.teacher() }),
          content(scene, { stay, id: `${scene.id}-x`, text: scene.texts.pupil() }),
          content(scene, { stay, id: `${scene.id}-y` }),
          { kind: 'movement', event: 'A03', ...one },
        ],
      };
    },
  },
  identity: {
    weight: 2,
    make: (scene) => {
      const { person, texts } = scene;
      const names = [texts.anotherName(person), person.lastName, texts.anotherName(person)];
      const steps = names.map((lastName, edition): Said => {
        return { kind: 'identity', edition, person: { ...person, lastName } };
      });
      return {
        inOrder: true,
        steps: [content(scene), steps[0]!, steps[1]!, content(scene, { id: `${scene.id}-x` }), steps[2]!],
      };
    },
  },
  merged: {
    weight: 2,
    make: (scene) => {
      const absorbed: Person = { ...scene.texts.person(), lastName: scene.person.lastName };
      return {
        inOrder: true,
        steps: [
          content(scene),
          content(scene, { id: `${scene.id}-x`, person: absorbed }),
          { kind: 'merge', person: scene.person, absorbed },
          content(scene, { id: `${scene.id}-y`, person: absorbed }),
        ],
      };
    },
  },
  abandoned: { weight: 3, make: (scene) => ({ abandoned: true, steps: [content(scene)] }) },
};

const upTo = (last: number): number[] => Array.from({ length: last - 1 }, (_, at) => at + 2);

/** Lives one after the other, for as long as they are asked for. */
export function createLives(random: Random): () => Life {
  const texts = createTexts(random);
  const names = Object.entries(KINDS).flatMap(([name, { weight }]) => Array<string>(weight).fill(name));
  // Each kind once first: a short run has them all.
  const first = random.shuffled(Object.keys(KINDS));
  let count = 0;
  return () => {
    const kind = first.pop() ?? random.pick(names);
    const made = KINDS[kind]!.make({ random, texts, id: `CX-${++count}`, person: texts.person() });
    return { kind, ...made };
  };
}
