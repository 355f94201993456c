/** A promise that a test opens. */
export interface Gate {
  readonly opened: Promise<unknown>;
  open(): void;
}

export function gate(): Gate {
  let open: (value?: unknown) => void = () => undefined;
  const opened = new Promise((resolve) => (open = resolve));
  return { opened, open: () => open() };
}
