import { Injectable, RequestMethod, type ExecutionContext, type OnModuleInit, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { PUBLIC } from '#platform';
import { isPermission, type Permission } from '../permissions.js';
import { REQUIRED_PERMISSION, SIGNED_IN, type SignedInOptions } from '../require-permission.js';

/** Who a route is for. */
export type RouteRule = { for: 'everyone' } | ({ for: 'signed-in' } & SignedInOptions) | { for: 'permission'; permission: Permission };

/** A route as declared. `rule` is undefined where it says nothing, or more than one thing. */
export interface DeclaredRoute {
  controller: string;
  handler: string;
  verb: string;
  path: string;
  rule: RouteRule | undefined;
}

type Handler = ReturnType<ExecutionContext['getHandler']>;

/** What every route says of who may use it. The server does not start while one says nothing. */
@Injectable()
export class RouteDeclarations implements OnModuleInit {
  private readonly known = new Map<unknown, Map<unknown, RouteRule>>();

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  onModuleInit(): void {
    const silent = this.list().filter((route) => route.rule === undefined);
    if (silent.length === 0) return;
    const names = silent.map((route) => `${route.verb} ${route.path} (${route.controller}.${route.handler})`);
    throw new Error(`These routes must declare exactly one of @RequirePermission, @SignedIn and @Public: ${names.join(', ')}`);
  }

  /** Every route of every controller. */
  list(): DeclaredRoute[] {
    const routes: DeclaredRoute[] = [];
    for (const { instance, metatype } of this.discovery.getControllers()) {
      if (!instance || !metatype) continue;
      const prototype = Object.getPrototypeOf(instance) as object;
      for (const handler of this.scanner.getAllMethodNames(prototype)) {
        const method = (prototype as Record<string, Handler>)[handler] as Handler;
        const path = Reflect.getMetadata(PATH_METADATA, method) as string | undefined;
        if (path === undefined) continue;
        const verb = RequestMethod[Reflect.getMetadata(METHOD_METADATA, method) as RequestMethod];
        const base = (Reflect.getMetadata(PATH_METADATA, metatype) as string | undefined) ?? '';
        const full = ['/api', base, path].map((part) => part.replace(/^\/+|\/+$/g, '')).filter((part) => part !== '').join('/');
        routes.push({ controller: metatype.name, handler, verb, path: `/${full}`, rule: this.read(metatype as Type, method) });
      }
    }
    return routes;
  }

  /** The rule of a route, read once. @throws for a route that declares none. */
  of(controller: Type, handler: Handler): RouteRule {
    let ofHandler = this.known.get(handler);
    if (!ofHandler) this.known.set(handler, (ofHandler = new Map()));
    let rule = ofHandler.get(controller);
    if (!rule) {
      rule = this.read(controller, handler);
      if (!rule) throw new Error(`${controller.name}.${handler.name} declares no permission.`);
      ofHandler.set(controller, rule);
    }
    return rule;
  }

  /** What the handler says counts; the controller speaks for handlers that say nothing. */
  private read(controller: Type, handler: Handler): RouteRule | undefined {
    for (const target of [handler, controller]) {
      const rules: RouteRule[] = [];
      if (this.reflector.get<boolean>(PUBLIC, target)) rules.push({ for: 'everyone' });
      const signedIn = this.reflector.get<SignedInOptions | undefined>(SIGNED_IN, target);
      if (signedIn) rules.push({ for: 'signed-in', ...signedIn });
      const permission = this.reflector.get<string | undefined>(REQUIRED_PERMISSION, target);
      if (permission !== undefined) {
        if (!isPermission(permission)) return undefined;
        rules.push({ for: 'permission', permission });
      }
      if (rules.length > 0) return rules.length === 1 ? rules[0] : undefined;
    }
    return undefined;
  }
}
