import { describe, expect, it } from 'vitest';
import { effectsOf } from '../../../../support/programs.ts';

const does = (text: string, expected: readonly string[]) => expect(effectsOf(text)).toEqual(expected);

describe('docker', () => {
  it.each([
    ['docker ps -a', []],
    ['docker build -f Dockerfile.prod -t app .', []],
    ['docker volume ls', []],
    ['docker volume rm data', ['infra.destroy contents data']],
    ['docker volume prune -f', ['infra.destroy all,contents']],
    ['docker volume rm shop_test_db', ['infra.destroy contents,staging shop_test_db']],
    ['docker system prune -f', ['infra.change']],
    ['docker system prune -af', ['infra.destroy all']],
    ['docker system prune -a --volumes', ['infra.destroy all,contents']],
    ['docker image prune -a', ['infra.change']],
    ['docker network rm web', ['infra.change web']],
    ['docker rm -f web', ['infra.change web']],
    ['docker rm -f $(docker ps -aq)', ['infra.destroy all ?']],
    ['docker rm -f $(docker ps -q --filter name=web)', ['infra.change $(docker ps -q --filter name=web)']],
    ['docker stop $CID', ['infra.change $CID']],
    ['docker compose up -d', ['infra.change']],
    ['docker compose -f a.yml -f b.yml down', ['infra.change']],
    ['docker compose down -v', ['infra.destroy contents']],
    ['docker --context prod --debug compose down -v', ['infra.destroy contents']],
    ['podman -c box compose up -d', ['infra.change']],
    ['docker compose -f docker-compose.test.yml down -v', ['infra.destroy contents,staging']],
    ['docker compose exec web rm -rf /data', ['infra.exec web']],
    ['docker compose run --rm -v data:/v web ls', ['infra.create web']],
    ['docker swarm leave --force', ['infra.destroy']],
    ['docker stack rm shop', ['infra.destroy all shop']],
    ['docker service scale web=0', ['infra.destroy web=0']],
    ['docker service scale web=3', ['infra.change web=3']],
    ['docker secret rm key', ['infra.destroy key']],
    ['docker node demote n1', ['infra.destroy n1']],
    ['docker context use prod', []],
    ['docker run --privileged alpine sh', ['infra.create alpine', 'process.privilege broad']],
    ['docker run --pid=host alpine ps', ['infra.create alpine', 'process.privilege broad']],
    ['docker run -v /var/run/docker.sock:/var/run/docker.sock x', ['infra.create x', 'process.privilege broad']],
    ['docker buildx prune -f', []],
    ['docker buildx build --push -t me/x .', ['package.publish .']],
    ['docker push me/app', ['package.publish me/app']],
    ['docker cp web:/etc/hosts .', ['file.write /home/ada/code/shop']],
    ['docker cp ~/.ssh/id_rsa web:/tmp', ['file.read recursive /home/ada/.ssh/id_rsa']],
    ['docker compose cp web:/srv/x ./x', ['file.write /home/ada/code/shop/x']],
    ['docker run -v /etc:/host alpine ls', ['infra.create alpine', 'process.privilege broad']],
    ['docker run -v /etc:/host:ro alpine ls', ['infra.create alpine']],
    ['docker run -v /etc/localtime:/etc/localtime:ro x', ['infra.create x']],
    ['docker run --device /dev/sda x', ['infra.create x', 'process.privilege broad']],
    ['docker run --device /dev/dri x', ['infra.create x']],
  ])('%s: %j', does);
});

describe('docker-compose', () => {
  it.each([
    ['docker-compose -p ci down --volumes --remove-orphans', ['infra.destroy contents,staging']],
    ['docker-compose up -d', ['infra.change']],
  ])('%s: %j', does);
});

describe('podman', () => {
  it.each([
    ['podman rm -a -f', ['infra.destroy all']],
    ['podman system reset', ['infra.destroy all']],
    ['podman pod rm --all', ['infra.destroy all']],
    ['podman machine rm', ['infra.destroy all']],
    ['podman ps', []],
  ])('%s: %j', does);
});

describe('nerdctl', () => {
  it.each([
    ['nerdctl -n k8s.io rmi x', ['infra.change x']],
    ['nerdctl volume prune -f', ['infra.destroy all,contents']],
    ['nerdctl ps', []],
  ])('%s: %j', does);
});

describe('buildah', () => {
  it.each([
    ['buildah rm --all', ['infra.destroy all']],
    ['buildah bud .', []],
    ['buildah push x docker://r/x', []],
  ])('%s: %j', does);
});

describe('skopeo', () => {
  it.each([
    ['skopeo delete docker://r/x:1', ['infra.destroy docker://r/x:1']],
    ['skopeo copy docker://a/x docker://b/x', ['package.publish docker://b/x']],
    ['skopeo inspect docker://a/x', []],
  ])('%s: %j', does);
});

describe('crane', () => {
  it.each([
    ['crane delete r/x', ['infra.destroy r/x']],
    ['crane ls r/x', []],
  ])('%s: %j', does);
});

describe('crictl', () => {
  it.each([
    ['crictl rmp -a -f', ['infra.destroy all']],
    ['crictl ps', []],
    ['crictl exec abc rm -rf /data', ['infra.exec abc']],
    ['crictl exec -it abc rm -rf /data', ['infra.exec abc']],
  ])('%s: %j', does);
});

describe('ctr', () => {
  it.each([
    ['ctr -n k8s.io containers rm x', ['infra.change x']],
    ['ctr images ls', []],
    ['ctr -n k8s.io task exec --exec-id x abc cat /etc/shadow', ['infra.exec abc']],
  ])('%s: %j', does);
});
