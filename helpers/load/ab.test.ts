/** Tests of what an ab line is understood to say. */
import { fromAb } from './ab';

describe('fromAb', () => {
  it.each([
    ['-c 200 -n 200 -t 30 http://lab.test/', 200, 50_000, 30],
    ['-t 30 -n 200 -c 200 http://lab.test/', 200, 200, 30],
    ['-n 200 -c 200 http://lab.test/', 200, 200, Infinity],
    ['-c 800 -t 10 http://lab.test/', 800, 50_000, 10],
    ['-c800 -n800 -t10 http://lab.test/', 800, 50_000, 10],
    ['-n 5 -t 30 -n 300 -t 20 -n 250 -c 200 http://lab.test/', 200, 250, 20],
    ['-r -lq -c 2 -t 10 http://lab.test/', 2, 50_000, 10],
    ['http://lab.test/', 1, 1, Infinity],
  ])('reads ab %s', (options, inFlight, maxRequests, duration) => {
    expect(fromAb(`ab ${options}`).pass).toEqual({
      kind: 'closed',
      url: 'http://lab.test/',
      inFlight,
      maxRequests,
      duration,
    });
  });

  it.each([
    ['lab.test/', 'http://lab.test/'],
    ['127.0.0.1:8080/cats', 'http://127.0.0.1:8080/cats'],
    ['HTTP://lab.test/?a=1', 'HTTP://lab.test/?a=1'],
  ])('takes the URL %s', (written, url) => {
    expect(fromAb(`ab -n 1 ${written}`).pass.url).toBe(url);
  });

  it('puts a URL of ours where the line has a placeholder', () => {
    const line = 'ab -c 800 -n 800 -t 10 [the DNS name] + /cats';
    expect(fromAb(line, 'http://127.0.0.1:8080/cats').pass).toMatchObject({
      url: 'http://127.0.0.1:8080/cats',
      inFlight: 800,
    });
  });

  it.each([
    [
      '-c 200 -n 200 -t 30',
      '200 in flight until 30 s or 50,000 requests, whichever comes first (-n 200 stands before -t, which sets it to 50000)',
    ],
    ['-c 200 -t 30 -n 400', '200 in flight until 30 s or 400 requests, whichever comes first'],
    ['-n 300 -t 30 -n 250', '1 in flight until 30 s or 250 requests, whichever comes first'],
    ['', '1 in flight until 1 request'],
  ])('says what it understood by "%s"', (options, understood) => {
    expect(fromAb(`ab ${options} lab.test/`).understood).toBe(understood);
  });

  it.each([
    ['ab -c 201 -n 200 lab.test/', '-c 201 is more than the 200 requests to send'],
    ['ab -c 2 lab.test/', '-c 2 is more than the 1 requests'],
    ['ab -c 20001 -t 1 lab.test/', '-c may be 20000 at most'],
    ['ab -k -c 2 -t 3 lab.test/', 'option -k is not understood. Use -c, -n and -t'],
    ['ab -t 3 -s 5 lab.test/', 'option -s is not understood'],
    ['ab --help', 'option --help is not understood'],
    ['ab -c two lab.test/', '-c needs a whole number from 1 up, and has two'],
    ['ab -t 0 lab.test/', '-t needs a whole number from 1 up, and has 0'],
    ['ab -n', '-n needs a whole number from 1 up, and has nothing'],
    ['ab -n 1', 'one URL must follow the options, and there is none'],
    ['ab -n 1 lab.test + /', 'one URL must follow the options, and there is "lab.test + /"'],
    ['ab lab.test/ -n 1', 'one URL must follow the options'],
    ['ab -n 1 lab.test', '"lab.test" must be [http://]host[:port]/path. The path is needed'],
    ['ab -n 1 https://lab.test/', '"https://lab.test/" must be [http://]host'],
    ['wrk -c 2 lab.test/', 'it must start with "ab"'],
  ])('refuses %s', (line, why) => {
    expect(() => fromAb(line)).toThrow(why);
    expect(() => fromAb(line)).toThrow(`The load script line "${line}" cannot be run`);
  });
});
