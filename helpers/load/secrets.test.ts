/** Tests of what errors show of texts that may have secrets in them. */
import { withoutPasswords, withoutSecrets } from './secrets';

it.each([
  ['ab -c 200 -n 200 -t 30 http://DEMOGO-ALB-1.test/', 'ab -c 200 -n 200 -t 30 http://DEMOGO-ALB-1.test/'],
  ['ab --help', 'ab --help'],
  ['ab -H', 'ab -H'],
  ['ab -c 2 -H "Authorization: s3cret" lab.test/', 'ab -c 2 -H …'],
  ["ab -rkH'Cookie: s3cret' lab.test/", 'ab -rkH …'],
  ['ab -Ame:s3cret lab.test/', 'ab -A …'],
  ['ab -k "-C" s3cret=1 lab.test/', 'ab -k "-C …'],
  ['ab -"P" me:s3cret lab.test/', 'ab -"P …'],
  [String.raw`ab \-H A:\ s3cret lab.test/`, String.raw`ab \-H …`],
  ['ab -k-Hs3cret lab.test/', 'ab -k-H …'],
  // A quote that is not closed, and none at all.
  ['ab -H "A: s3cret lab.test/', 'ab -H …'],
  ['ab -H A: s3cret lab.test/', 'ab -H …'],
  ['ab --header=a:s3cret lab.test/', 'ab --header …'],
  ['ab\n-c 2\n-H\n"A: s3cret"\nlab.test/', 'ab\n-c 2\n-H …'],
  ['ab -n 1 http://me:s3cret@lab.test/', 'ab -n 1 http://…@lab.test/'],
  ['ab -n 1 me:s3cret@lab.test/', 'ab -n 1 …@lab.test/'],
  ['ab -X me:s3cret@proxy:8080 -A me:s3cret lab.test/', 'ab -X …@proxy:8080 -A …'],
])('of the ab line %j shows %j', (line, shown) => {
  expect(withoutSecrets(line)).toBe(shown);
});

it.each([
  ['http://lab.test/a@b', 'http://lab.test/…@b'],
  ['https://me:s3cret@lab.test/', 'https://…@lab.test/'],
  ['http://me:s3cret@:no-port/', 'http://…@:no-port/'],
  ['lab/', 'lab/'],
])('of the URL %s shows %s', (url, shown) => {
  expect(withoutPasswords(url)).toBe(shown);
});
