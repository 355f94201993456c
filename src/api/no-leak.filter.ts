import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { type Logger } from '../observability/index.js';
import { type OnRefusal } from './refused-questions.js';

/** What is not a refusal of ours is a bug: the caller learns nothing of it, the log its place. */
@Catch()
export class NoLeakFilter implements ExceptionFilter {
  constructor(
    private readonly logger: Logger,
    private readonly onRefusal: OnRefusal = async () => undefined,
  ) {}

  /** Never rejects: nobody waits for a filter, and a rejection that nobody awaits ends the process. */
  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const response = host.switchToHttp().getResponse<Response>();
    try {
      await this.answer(error, host.switchToHttp().getRequest<Request>(), response);
    } catch (unanswered) {
      // The answer had begun, most often: its reader sees that it is cut.
      this.logger.error({ error: unanswered }, 'A refusal could not be answered');
      response.destroy();
    }
  }

  private async answer(error: unknown, request: Request, response: Response): Promise<void> {
    if (error instanceof HttpException) {
      const status = error.getStatus();
      await this.onRefusal(request, status);
      const quoting = quotesTheRequest(error);
      response.status(status).json(quoting ? { statusCode: status, message: quoting } : error.getResponse());
      return;
    }
    const status = bodyParserStatus(error);
    if (status) {
      await this.onRefusal(request, status);
      response.status(status).json({ statusCode: status, message: 'the body could not be read' });
      return;
    }
    this.logger.error({ error }, 'A request failed');
    response.status(500).json({ statusCode: 500, message: 'internal error' });
  }
}

/** Nest repeats the address it does not know, and the piece of a body that is not JSON: we do not. */
function quotesTheRequest({ message }: HttpException): string | undefined {
  if (/^Cannot [A-Z]+ /.test(message)) return 'there is nothing at this address';
  const isParser = /in JSON at position|end of JSON input|not valid JSON|URI malformed/.test(message);
  return isParser ? 'the body could not be read' : undefined;
}

/** express marks what it could not parse (400), or found too large (413). */
function bodyParserStatus(error: unknown): number | undefined {
  const { status, type } = error as { status?: unknown; type?: unknown };
  return typeof status === 'number' && status < 500 && typeof type === 'string' ? status : undefined;
}
