import { describe, expect, it } from 'vitest';
import { shownRuns } from '../../../support/outcome.ts';
import { effectsOf, outcomeOf } from '../../../support/programs.ts';

const does = (text: string, expected: readonly string[]) => expect(effectsOf(text)).toEqual(expected);

describe('messaging', () => {
  it.each([
    ['kafka-topics --bootstrap-server b:9092 --delete --topic orders', ['db.drop orders']],
    ['kafka-topics.sh --bootstrap-server b:9092 --list', []],
    ['kafka-consumer-groups --bootstrap-server b:9092 --group g --topic t --reset-offsets --to-earliest --execute', ['db.truncate g']],
    ['kafka-consumer-groups --bootstrap-server b:9092 --group g --reset-offsets --to-earliest --dry-run', []],
    ['kafka-consumer-groups --bootstrap-server b:9092 --describe --group g', []],
    ['kafka-acls --bootstrap-server b:9092 --add --allow-principal User:eve --topic t', ['db.admin t']],
    ['rpk topic delete orders', ['db.drop orders']],
    ['rpk topic list', []],
    ['rabbitmqctl list_queues', []],
    ['rabbitmqctl purge_queue orders', ['db.truncate orders']],
    ['rabbitmqctl delete_vhost shop', ['db.drop shop']],
    ['rabbitmqctl force_reset', ['db.drop all']],
    ['rabbitmqctl stop_app', ['process.service disable']],
    ['rabbitmqctl set_permissions -p / eve .* .* .*', ['db.admin eve']],
    ['rabbitmqadmin delete queue name=orders', ['db.drop name=orders']],
    ['rabbitmqadmin list queues', []],
    ['nats stream rm orders -f', ['db.drop orders']],
    ['nats stream purge orders', ['db.truncate orders']],
    ['nats stream ls', []],
    ['pulsar-admin topics delete persistent://a/b/c', ['db.drop persistent://a/b/c']],
    ['pulsar-admin topics list a/b', []],
    ['celery -A shop purge -f', ['db.truncate all']],
    ['celery -A shop worker', []],
    ['rq empty orders', ['db.truncate orders']],
  ])('%s: %j', does);
});

describe('search by address', () => {
  const found = (text: string) => effectsOf(text).filter((effect) => /^(?:db|storage|infra)\./.test(effect));
  it.each([
    ['curl -XDELETE http://es.corp.net:9200/orders', ['db.drop /orders']],
    ["curl -X DELETE 'http://es.corp.net:9200/_all'", ['db.drop all /_all']],
    ["curl -X DELETE 'http://es.corp.net:9200/logs-*'", ['db.drop all /logs-*']],
    ['curl -X DELETE http://es.corp.net:9200/orders/_doc/7', []],
    ['curl http://es.corp.net:9200/orders/_search', []],
    [`curl -XPOST es.corp.net:9200/orders/_delete_by_query -d '{"query":{"match_all":{}}}'`, ['db.truncate /orders/_delete_by_query']],
    [`curl -XPOST es.corp.net:9200/orders/_delete_by_query -d '{"query":{"term":{"a":1}}}'`, ['db.write delete /orders/_delete_by_query']],
    ['curl -X DELETE http://es.corp.net:9200/_snapshot/daily/one', ['storage.delete recovery /_snapshot/daily/one']],
    ['curl -X DELETE http://meili.corp.net:7700/indexes/books', ['db.drop /indexes/books']],
    ['curl -X DELETE http://meili.corp.net:7700/indexes/books/documents', ['db.truncate /indexes/books/documents']],
    ["curl http://solr.corp.net:8983/solr/books/update -d '<delete><query>*:*</query></delete>'", ['db.truncate /solr/books/update']],
    ['curl -X DELETE https://api.example.com/orders', []],
    ['curl -X DELETE http://localhost:9200/orders-test', ['db.drop disposable /orders-test']],
    ['curl -X DELETE http://es.corp.net:9200/orders-test', ['db.drop /orders-test']],
    ['curl --request DELETE https://api.digitalocean.com/v2/droplets/1', ['infra.destroy /v2/droplets/1']],
    ['wget --method=DELETE https://api.vercel.com/v9/projects/x', ['infra.destroy /v9/projects/x']],
    ['xh delete https://management.azure.com/subscriptions/x', ['infra.destroy /subscriptions/x']],
    ['curl -X DELETE http://localhost:8001/api/v1/namespaces/shop', ['infra.destroy /api/v1/namespaces/shop']],
    ['curl -X DELETE http://localhost:3000/api/v1/items/3', []],
    ['curl https://api.vercel.com/v9/projects/x', []],
    ['http DELETE http://es.corp.net:9200/orders', ['db.drop /orders']],
    ['http GET http://es.corp.net:9200/orders', []],
  ])('%s: %j', (text, expected) => expect(found(text)).toEqual(expected));
});

describe('backups', () => {
  it.each([
    ['restic -r /srv/repo forget --keep-last 3 --prune', ['storage.delete recovery,recursive']],
    ['restic forget --keep-last 3 --prune --dry-run', []],
    ['restic snapshots', []],
    ['restic backup src', []],
    ['restic key remove 1a', ['storage.delete recovery 1a']],
    ['borg delete /srv/repo::monday', ['storage.delete recovery,recursive /srv/repo::monday']],
    ['borg list /srv/repo', []],
    ['borg create /srv/repo::now src', []],
    ['kopia snapshot delete k1 --delete', ['storage.delete recovery,recursive k1']],
    ['kopia snapshot list', []],
    ['duplicity remove-older-than 30D --force file:///srv/b', ['storage.delete recovery,recursive 30D']],
    ['duplicity collection-status file:///srv/b', []],
    ['snapper delete 3', ['storage.delete recovery 3']],
    ['snapper list', []],
    ['timeshift --delete-all', ['storage.delete recovery']],
    ['timeshift --list', []],
  ])('%s: %j', does);
});

describe('object storage', () => {
  it.each([
    ['s3cmd ls s3://data', []],
    ['s3cmd del --recursive s3://data/old', ['storage.delete recursive s3://data/old']],
    ['s3cmd rb s3://data', ['storage.delete s3://data']],
    ['s3cmd sync --delete-removed dist s3://data', ['storage.delete recursive dist']],
    ['s5cmd ls s3://data', []],
    ['s5cmd rb s3://data', ['storage.delete s3://data']],
    ['mc ls shop/data', []],
    ['mc rm --recursive --force shop/data', ['storage.delete recursive shop/data']],
    ['mc rb --force shop/data', ['storage.delete recursive shop/data']],
    ['mc rm shop/data/one.txt', []],
    ['mc admin user add shop eve x', ['infra.change owner shop']],
    ['ceph osd pool delete data data --yes-i-really-really-mean-it', ['storage.delete recursive data']],
    ['ceph status', []],
    ['rbd rm pool/image', ['storage.delete pool/image']],
    ['hdfs dfs -ls /', []],
    ['rclone purge shop:data', ['storage.delete recursive shop:data']],
    ['rclone purge --dry-run shop:data', []],
    ['rclone ls shop:data', []],
  ])('%s: %j', does);
});

describe('stores of secrets', () => {
  const found = (text: string) => effectsOf(text).filter((effect) => !effect.startsWith('file.'));
  it.each([
    ['vault kv get secret/shop', ['secret.read']],
    ['vault kv list secret', []],
    ['vault kv put secret/shop a=@file', []],
    ['vault kv destroy -versions=1 secret/shop', ['secret.write delete secret/shop']],
    ['vault kv metadata delete secret/shop', ['secret.write delete secret/shop']],
    ['vault secrets disable secret', ['secret.write delete secret']],
    ['vault operator seal', ['infra.destroy']],
    ['vault operator rekey -init', ['infra.change owner']],
    ['vault policy write admin admin.hcl', ['infra.change owner admin']],
    ['vault audit disable file', ['infra.destroy audit file']],
    ['vault status', []],
    ['op item delete mail', ['secret.write delete mail']],
    ['op item list', []],
    ['bw delete item 7', ['secret.write delete item']],
    ['pass rm -r shop', ['secret.write delete shop']],
    ['pass ls', []],
    ['doppler secrets delete TOKEN', ['secret.write delete TOKEN']],
    ['chamber delete shop key', ['secret.write delete shop']],
    ['keyring get shop ada', ['secret.read shop']],
    ['gpg --delete-secret-keys ada', ['secret.write delete ada']],
    ['gpg --list-keys', []],
  ])('%s: %j', (text, expected) => expect(found(text)).toEqual(expected));
});

describe('jobs', () => {
  it.each([
    ['pm2 list', []],
    ['pm2 restart web', []],
    ['pm2 delete all', ['process.kill all']],
    ['pm2 delete web', ['process.kill web']],
    ['pm2 kill', ['process.kill all']],
    ['forever stopall', ['process.kill all']],
    ['scancel 7', ['process.kill 7']],
    ['scancel -u ada', ['process.kill all ada']],
    ['squeue -u ada', []],
    ['qdel all', ['process.kill all']],
    ['qdel 7', ['process.kill 7']],
    ['bkill 0', ['process.kill all']],
    ['condor_rm -all', ['process.kill all']],
  ])('%s: %j', does);
});

describe('consoles of frameworks', () => {
  it.each([
    ["rails runner 'User.delete_all'", ['ruby: User.delete_all']],
    ['rails runner tidy.rb', ['file tidy.rb as ruby']],
    ['rails server', []],
    ["manage.py shell -c 'x = 1'", ['python: x = 1']],
    ['manage.py runserver', []],
    ["artisan tinker --execute='x()'", ['php: x()']],
  ])('%s: %j', (text, expected) => expect(shownRuns(outcomeOf(text))).toEqual(expected));

  it('hand what they are fed on to the database', () => {
    const fed = { stdin: { origin: 'literal', text: 'drop table a' } } as const;
    expect(shownRuns(outcomeOf('manage.py dbshell', fed))).toEqual(['stdin sql']);
    expect(shownRuns(outcomeOf('manage.py shell', fed))).toEqual(['stdin python']);
  });
});

describe('many machines at once', () => {
  it.each([
    ["parallel-ssh -h hosts.txt 'rm -rf /srv/data'", ['@sh: rm -rf /srv/data']],
    ['pdsh -w web[1-9] uptime', ['@sh: uptime']],
    ['clush -a uptime', ['@sh: uptime']],
    ['pssh --help', []],
  ])('%s: %j', (text, expected) => expect(shownRuns(outcomeOf(text))).toEqual(expected));

  it.each([
    ["lftp -e 'rm -r /backups; quit' ftp.corp.net", true],
    ["lftp -e 'mrm *.sql; quit' ftp.corp.net", true],
    ["lftp -e 'ls; quit' ftp.corp.net", false],
  ])('%s deletes: %s', (text, expected) => expect(effectsOf(text).some((effect) => effect.startsWith('storage.delete'))).toBe(expected));
});
