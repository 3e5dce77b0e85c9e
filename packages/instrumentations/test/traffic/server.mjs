/** A server that answers as the path asks, for programs of requests. */
import { listen } from './listen.mjs';

/** How servers answer, by the first segment of the path. */
const answers = {
  status(response, [status]) {
    response.writeHead(Number(status), {
      'x-answer': ['one', 'two'],
      'content-type': 'text/plain',
    });
    response.end(`${status}`);
  },
  /** Redirects as often as asked. */
  redirect(response, [status, times]) {
    const left = Number(times) - 1;
    response.writeHead(Number(status), {
      location: left > 0 ? `/redirect/${status}/${left}` : '/echo',
    });
    response.end();
  },
  /** Sends its body in pieces. */
  pieces(response, [count]) {
    const hasTrailers = response.req.method !== 'HEAD';
    response.writeHead(200, hasTrailers ? { trailer: 'x-trailer' } : {});
    let left = Number(count);
    const write = () => {
      if (left-- > 0) {
        response.write('piece');
        setImmediate(write);
      } else {
        if (hasTrailers) response.addTrailers({ 'x-trailer': 'end' });
        response.end();
      }
    };
    write();
  },
  /** Closes the connection before it answers. */
  reset(response) {
    response.socket.destroy();
  },
  /** Closes the connection in the middle of the body. */
  cut(response) {
    response.writeHead(200, { 'content-length': '1000' });
    response.write('begun', () => response.socket.destroy());
  },
  /** Never ends its answer. */
  begun(response) {
    response.write('begun');
  },
  /** Never answers. */
  hang() {},
  /** Answers again, which Node refuses. */
  twice(response) {
    response.end('once');
    response.on('error', () => {});
    response.end('again');
    response.write('and again');
  },
  /** Sends headers early, and a status that is none. */
  early(response) {
    response.writeEarlyHints({ link: '</a>; rel=preload' });
    response.writeHead(299);
    response.end();
  },
  /** Answers after a while. */
  late(response) {
    setTimeout(() => response.end('late'), 20);
  },
  /** Destroys the response with an error. */
  broken(response) {
    response.on('error', () => {});
    response.destroy(new RangeError('broken'));
  },
  /** Takes what an event loop turn gives, through promises. */
  async turns(response) {
    await new Promise(setImmediate);
    response.setHeader('x-number', 7);
    response.end('turned');
  },
  /** Sends no HTTP. */
  garbage(response) {
    response.socket.end('this is no HTTP\r\n\r\n');
  },
};

/** Answers a request as its path asks; others get their body back. */
export function answer(request, response) {
  const [name, ...rest] = request.url.split('?', 1)[0].slice(1).split('/');
  if (Object.hasOwn(answers, name)) return answers[name](response, rest);
  response.writeHead(200, { 'x-answer': 'echo' });
  request.pipe(response);
}

/** Returns a listening server, and what it received. */
export async function startServer() {
  const received = [];
  const { origin, close } = await listen((request, response) => {
    const { traceparent, 'x-step': step } = request.headers;
    received.push({ step, url: request.url, traceparent });
    answer(request, response);
  });
  return { origin, received, close };
}
