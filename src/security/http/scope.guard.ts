import {
  type CanActivate,
  type ExecutionContext,
  ForbiddenException,
  Inject,
  Injectable,
  SetMetadata,
  UnauthorizedException,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type Request, type Response } from 'express';
import { type Authorize, type Scope } from './authorize.js';

export const AUTHORIZE = Symbol('authorize');
const SCOPE = 'passerelle:scope';

/** The scope a token must hold to call this; a controller without one is open (health, metrics). */
export const NeedsScope = (scope: Scope) => SetMetadata(SCOPE, scope);

/** A request that was let through, with the name of who sends it. */
export interface Principal {
  principal?: string;
}

/** Throws where no guard let the request through: a controller without a scope has nobody to name. */
export function principalOf({ principal }: Principal): string {
  if (principal === undefined) throw new Error('a request was not authorized');
  return principal;
}

@Injectable()
export class ScopeGuard implements CanActivate {
  constructor(
    @Inject(AUTHORIZE) private readonly authorize: Authorize,
    @Inject(Reflector) private readonly reflector: Reflector,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const scope = this.reflector.getAllAndOverride<Scope | undefined>(SCOPE, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (!scope) return true;
    const request = context.switchToHttp().getRequest<Request>();
    const access = this.authorize(
      {
        authorization: request.headers.authorization,
        host: request.headers.host,
        remoteAddress: request.socket.remoteAddress,
      },
      scope,
    );
    if (access.granted) {
      (request as Principal).principal = access.principal;
      return true;
    }
    if (access.status === 403) throw new ForbiddenException(access.reason);
    context.switchToHttp().getResponse<Response>().setHeader('WWW-Authenticate', 'Bearer');
    throw new UnauthorizedException(access.reason);
  }
}
