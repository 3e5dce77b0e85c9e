import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ItemsService, type Item } from './items.service.js';

@Controller('items')
export class ItemsController {
  constructor(@Inject(ItemsService) private readonly items: ItemsService) {}

  @Get(':id')
  showItem(@Param('id') id: string): Item {
    return this.items.find(id);
  }
}
