import { request as open } from 'node:http';

interface Asked {
  readonly port: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A GET whose every header is ours: `fetch` refuses to send another Host. */
export function request({ port, path, headers }: Asked): Promise<{ readonly status: number }> {
  return new Promise((resolve, reject) => {
    open({ host: '127.0.0.1', port, path, headers }, (answer) => {
      answer.resume().once('end', () => resolve({ status: answer.statusCode ?? 0 }));
    })
      .once('error', reject)
      .end();
  });
}
