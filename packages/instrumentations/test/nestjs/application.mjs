/** A NestJS application. Decorators are called as functions: Node does not parse them. */
import { trace } from '@opentelemetry/api';

const tracer = trace.getTracer('application');
const note = (name) => tracer.startSpan(name).end();

/** @param require loads NestJS, through the hooks of official instrumentations */
export async function createApplication(require, platform) {
  require('reflect-metadata');
  const nest = require('@nestjs/common');
  const { NestFactory } = require('@nestjs/core');
  const adapters = {
    express: () => new (require('@nestjs/platform-express').ExpressAdapter)(),
    fastify: () => new (require('@nestjs/platform-fastify').FastifyAdapter)(),
  };
  const options = { logger: false };
  return NestFactory.create(createModule(nest), adapters[platform](), options);
}

function createModule({
  Controller,
  Get,
  HttpException,
  Module,
  Param,
  Post,
  UseGuards,
  UseInterceptors,
}) {
  class Guard {
    async canActivate(context) {
      note('guard');
      return context.switchToHttp().getRequest().params.id !== 'forbidden';
    }
  }
  class Interceptor {
    intercept(_context, next) {
      note('interceptor');
      return next.handle();
    }
  }
  class OrdersController {
    show(id) {
      note('show');
      return { id };
    }
    async place() {
      await new Promise(setImmediate);
      note('place');
      return 'placed';
    }
    refuse() {
      throw new HttpException('refused', 418);
    }
    async fail() {
      await new Promise(setImmediate);
      throw new RangeError('failed');
    }
  }
  decorate(OrdersController, 'show', Get(':id/show'), UseGuards(Guard));
  Param('id')(OrdersController.prototype, 'show', 0);
  decorate(OrdersController, 'place', Post(), UseInterceptors(Interceptor));
  decorate(OrdersController, 'refuse', Get('refused'));
  decorate(OrdersController, 'fail', Get('failed'));
  Controller('orders')(OrdersController);
  class AppModule {}
  Module({ controllers: [OrdersController] })(AppModule);
  return AppModule;
}

function decorate({ prototype }, name, ...decorators) {
  const descriptor = Object.getOwnPropertyDescriptor(prototype, name);
  for (const decorator of decorators) decorator(prototype, name, descriptor);
}
