import { Module } from '@nestjs/common';
import { ItemsController } from './items.controller.js';
import { ItemsService } from './items.service.js';
import { OrdersController } from './orders.controller.js';

@Module({ controllers: [ItemsController, OrdersController], providers: [ItemsService] })
export class AppModule {}
