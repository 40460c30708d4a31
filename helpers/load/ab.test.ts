/** Tests of what an ab line is understood to say. */
import { fromAb, type AbSemantics } from './ab';
import { ownHeaders } from './own-headers';
import { checkPlan } from './plan';
import { withoutSecrets } from './secrets';

describe('how much fromAb reads', () => {
  it.each<[string, number, number, number]>([
    ['-c 200 -n 200 -t 30', 200, 50_000, 30],
    ['-t 30 -n 200 -c 200', 200, 200, 30],
    ['-n 200 -c 200', 200, 200, Infinity],
    ['-c 800 -t 10', 800, 50_000, 10],
    ['-c800 -n800 -t10', 800, 50_000, 10],
    ['-n 5 -t 30 -n 300 -t 20 -n 250 -c 200', 200, 250, 20],
    ['-rlc200 -t 30', 200, 50_000, 30],
    ['-rl -qdS -v 4 -c 2 -t 10', 2, 50_000, 10],
    ['', 1, 1, Infinity],
  ])('from ab %s', (options, inFlight, maxRequests, duration) => {
    const { pass } = fromAb(`ab ${options} http://lab.test/`);
    expect(pass).toStrictEqual({ kind: 'closed', url: 'http://lab.test/', inFlight, maxRequests, duration });
  });

  it.each<[string, number, number]>([
    ['-c 200 -n 200 -t 30', 200, 30],
    ['-c 200 -t 30 -n 200', 200, 30],
    ['-c 200 -t 30', Number.MAX_SAFE_INTEGER, 30],
    ['-n 7', 7, Infinity],
    ['', 1, Infinity],
  ])('from ab %s of httpd trunk', (options, maxRequests, duration) => {
    const { pass } = fromAb(`ab ${options} lab.test/`, undefined, 'trunk');
    expect(pass).toMatchObject({ maxRequests, duration });
    expect(() => checkPlan({ passes: [pass], repeatFor: 0, atMost: 60 })).not.toThrow();
  });
});

describe('what fromAb asks for', () => {
  it.each([
    ['lab.test/', 'http://lab.test/'],
    ['127.0.0.1:8080/cats', 'http://127.0.0.1:8080/cats'],
    ['HTTP://lab.test/?a=1', 'HTTP://lab.test/?a=1'],
    ['https://lab.test/', 'https://lab.test/'],
    ["'http://lab.test/?a=1&b=2'", 'http://lab.test/?a=1&b=2'],
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
    ['-k', { keepAlive: true }],
    ['-s 5', { timeout: 5 }],
    ['-ks5', { keepAlive: true, timeout: 5 }],
    [`-H "X-Lab: it's on"`, { headers: { 'X-Lab': "it's on" } }],
    [`-H 'X-Lab: say "go" \\n'`, { headers: { 'X-Lab': 'say "go" \\n' } }],
    [String.raw`-H "X-Lab: \"go\" \$HOME \n"`, { headers: { 'X-Lab': String.raw`"go" $HOME \n` } }],
    [String.raw`-H X-Lab:\ go`, { headers: { 'X-Lab': 'go' } }],
    [`-HX-Lab:" "g'o'`, { headers: { 'X-Lab': 'go' } }],
    [`-kH 'A:' -H "__proto__: 1"`, { keepAlive: true, headers: { A: '', ['__proto__']: '1' } }],
  ])('reads ab %s', (options, request) => {
    const line = `ab ${options} http://lab.test/`;
    const expected = { kind: 'closed', url: 'http://lab.test/', inFlight: 1, maxRequests: 1, duration: Infinity };
    expect(fromAb(line).pass).toStrictEqual({ ...expected, ...request });
  });
});

it.each<[AbSemantics, string, string]>([
  [
    '2.4',
    '-c 200 -n 200 -t 30',
    '200 in flight until 30 s or 50,000 requests, whichever comes first (httpd 2.4: -n 200 stands before -t, which sets it to 50000)',
  ],
  [
    'trunk',
    '-c 200 -n 200 -t 30',
    '200 in flight until 30 s or 200 requests, whichever comes first (httpd trunk: -n 200 counts, though it stands before -t)',
  ],
  ['2.4', '-t 30', '1 in flight until 30 s or 50,000 requests, whichever comes first (httpd 2.4: -t sets -n to 50000)'],
  ['trunk', '-t 30', '1 in flight until 30 s (httpd trunk: -t without -n sets no number of requests)'],
  ['2.4', '-c 200 -t 30 -n 400', '200 in flight until 30 s or 400 requests, whichever comes first'],
  ['trunk', '-c 200 -t 30 -n 400', '200 in flight until 30 s or 400 requests, whichever comes first'],
  ['2.4', '', '1 in flight until 1 request'],
  [
    '2.4',
    `-rlk -s 5 -H "Cookie: secret" -H 'X-Lab: on' -v 2 -r`,
    '1 in flight until 1 request; connections are kept alive; a request is given up after 5 s of silence; ' +
      'with Cookie, X-Lab in the head of each request; nothing is changed by -r, -l, -v',
  ],
])('says what it understood, as httpd %s, by "%s"', (semantics, options, understood) => {
  expect(fromAb(`ab ${options} lab.test/`, undefined, semantics).understood).toBe(understood);
});

it('says that requests go over TLS', () => {
  expect(fromAb('ab https://lab.test/').understood).toBe('1 in flight until 1 request; over TLS');
});

describe('fromAb refuses', () => {
  it.each([
    ['ab -c 201 -n 200 lab.test/', '-c 201 is more than the 200 requests to send'],
    ['ab -c 2 lab.test/', '-c 2 is more than the 1 requests'],
    ['ab -c 20001 -t 1 lab.test/', '-c may be 20000 at most'],
    ['ab --help', 'option --help is not understood. Understood are -c, -n, -t, -s, -k and -H; -r'],
    ['ab -Y lab.test/', 'option -Y is not understood. Understood are'],
    ['ab -c two lab.test/', '-c needs a whole number from 1 up, and has two'],
    ['ab -t 0 lab.test/', '-t needs a whole number from 1 up, and has 0'],
    ['ab -s -1 lab.test/', '-s needs a whole number from 1 up, and has -1'],
    ['ab -v lab.test/', '-v needs a whole number from 1 up, and has lab.test/'],
    ['ab -n', '-n needs a whole number from 1 up, and has nothing'],
    ['ab -n 1', 'one URL must follow the options, and there is none'],
    ['ab -n 1 lab.test + /', 'one URL must follow the options, and there are 3 words'],
    ['ab lab.test/ -n 1', 'one URL must follow the options'],
    ['ab - lab.test/', 'one URL must follow the options, and there are 2 words'],
    ['ab -n 1 lab.test', 'its URL must be [http[s]://]host[:port]/path. The path is needed'],
    ["ab ''", 'its URL must be [http[s]://]host'],
    ['ab ftp://lab.test/', 'its URL must be [http[s]://]host'],
    ['wrk -c 2 lab.test/', 'it must start with "ab", and starts with "wrk"'],
    ['', 'it must start with "ab", and starts with ""'],
    [`ab -H "X-Lab: on lab.test/`, 'a quote in it is not closed'],
    [`ab -H 'X-Lab: on lab.test/`, 'a quote in it is not closed'],
    [`ab lab.test/ \\`, 'nothing follows its last backslash'],
    ['ab -H X-Lab lab.test/', '-H needs "Name: value" in quotes and in plain ASCII, and has something else.'],
    ['ab -H "X-Lab: on\n\nGET /" lab.test/', '-H needs "Name: value"'],
    ['ab -H "X-Lab: 켜짐" lab.test/', '-H needs "Name: value" in quotes and in plain ASCII'],
    ['ab -H', '-H needs "Name: value" in quotes and in plain ASCII, and has nothing'],
    ['ab -H "Host: other.test" lab.test/', '-H may not set Host: it is that of the URL'],
    ['ab -H "USER-AGENT: me" lab.test/', '-H may not set USER-AGENT: the load is known by it'],
    ['ab -H "Connection: close" lab.test/', '-H may not set Connection: use -k'],
    ['ab -H "Upgrade: h2c" lab.test/', '-H may not set Upgrade: the protocol stays HTTP/1'],
    ['ab -H "A: 1" -H "a: 2" lab.test/', '-H sets a twice'],
  ])('%s', (line, why) => {
    expect(() => fromAb(line)).toThrow(TypeError);
    expect(() => fromAb(line)).toThrow(why);
    expect(() => fromAb(line)).toThrow(`The load script line "${withoutSecrets(line)}" cannot be run`);
  });

  it.each(ownHeaders)('a header that is ours, and says what to do instead: %s', (name) => {
    expect(() => fromAb(`ab -H "${name}: 1" lab.test/`)).toThrow(new RegExp(`-H may not set ${name}: .+[^.]\\.$`));
  });

  it.each([
    [`-H 'Authorization: Basic s3cret' -c 9`, '-c 9 is more than'],
    [`-H 'Authorization s3cret'`, '-H needs'],
    [`-H 'Cookie: s3cret' -H 'cookie: s3cret'`, '-H sets cookie twice'],
    [`-H 'Host: s3cret'`, '-H may not set Host'],
    ['-H Authorization: Basic s3cret', 'there are 3 words'],
    [`-H Authorization: 's3cret`, 'a quote in it is not closed'],
    ['-A me:s3cret', 'option -A'],
    ['-Ame:s3cret', 'option -A'],
    ['-C id=s3cret', 'option -C'],
    ['-P me:s3cret', 'option -P'],
    ['-v -Pme:s3cret', '-v needs'],
    ['--cookie=id:s3cret', 'option --cookie'],
    ['-Y http://me:s3cret@lab.test/', 'option -Y'],
  ])('without telling a secret: %s', (options, why) => {
    const refused = (): unknown => fromAb(`ab ${options} lab.test/`);
    expect(refused).toThrow(why);
    expect(refused).not.toThrow('s3cret');
  });

  it('a header without quotes, of which the rest stands where the URL should', () => {
    expect(() => fromAb('ab -H Cookie: s3cret')).toThrow('its URL must be');
    expect(() => fromAb('ab -H Cookie: s3cret')).not.toThrow('s3cret');
  });

  /** All options of httpd 2.4's getopt string, and those that trunk has beside them. */
  const all = [...'nctsbTpuvlrkVhwiIxyzCHPAgXdeSqBmZfEWRQ'];
  const taken = [...'nctskHrlqdSv'];

  it.each(all.filter((letter) => !taken.includes(letter)))('-%s, and says what to do instead', (letter) => {
    const line = `ab -${letter} lab.test/`;
    expect(() => fromAb(line)).toThrow(
      new RegExp(`option -${letter} is not taken: (.+; leave it out|write .+)\\. Understood`),
    );
  });
});
