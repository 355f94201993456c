/** Where a command writes: results on `out`, what a person follows on `err`. */
export interface CommandOutput {
  out(text: string): void;
  err(text: string): void;
}

export const standardOutput: CommandOutput = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
};

export const EXIT = { ok: 0, failed: 1, usage: 2, interrupted: 130 } as const;
