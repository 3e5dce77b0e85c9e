import { Controller, Get, NotFoundException, Param, Req } from '@nestjs/common';
import type { IncomingMessage } from 'node:http';

@Controller('orders')
export class OrdersController {
  @Get(':id')
  async showOrder(@Param('id') id: string, @Req() request: IncomingMessage): Promise<object> {
    const item = await fetch(`http://127.0.0.1:${request.socket.localPort}/items/${id}`);
    if (!item.ok) throw new NotFoundException();
    return { item: await item.json() };
  }
}
