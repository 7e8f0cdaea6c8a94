/** Command lines by what is known of them, one a line, every program of the table at least once. */
export const READS = `

echo hello -n world
printf '%s\\n' a b
true
pwd -P
test -f notes.txt
[ -d src ] && echo yes
cd src && pwd
type -a ls
which -a node
sleep 0.2
seq 1 5
wait
set -euo pipefail
cat -n notes.txt
f=src/a.ts; cat "$f"
tac notes.txt
head -20 notes.txt
head -n 5 notes.txt
tail -n +3 notes.txt
tail -f notes.txt
nl -ba notes.txt
wc -l notes.txt src/a.ts
sort -t, -k2,2n notes.txt | uniq -c | sort -rn
cut -d: -f1 /etc/passwd
paste -sd, notes.txt
join a.txt b.txt
comm -12 a.txt b.txt
tr -d '\\r' < notes.txt
rev notes.txt
fold -w 80 notes.txt
fmt -w 72 notes.txt
column -t -s, notes.csv
expand -t 4 notes.txt
grep -n TODO notes.txt
grep -c "a.*b" src/a.ts
egrep -i 'a|b' notes.txt
fgrep x notes.txt
zgrep error notes.gz
sed -n '1,20p' notes.txt
sed 's/a/b/g; /x/d' notes.txt
sed -n -e '/start/,/end/p' notes.txt
awk -F: '{print $1}' notes.txt
awk 'NR > 3 && $2 == "a"' notes.txt
awk '{sum += $1} END {print sum}' notes.txt
jq -r '.name' package.json
jq --arg n 1 '.[$n]' data.json
diff -u a.txt b.txt
cmp a.bin b.bin
diff3 a b c
od -c a.bin
hexdump -C a.bin
xxd -l 64 a.bin
strings -n 8 a.bin
base64 -d notes.b64
md5sum a.bin
sha256sum -c sums.txt
shasum -a 256 a.bin
cksum a.bin
iconv -f latin1 -t utf8 notes.txt
basename src/a.ts .ts
dirname src/a.ts
expr 1 + 2
numfmt --to=iec 12345
factor 12
yq '.a' data.yaml
ls -la src
ls --color=never -1
tree -L 2 src
find . -name '*.ts' -type f -not -path './dist/*'
find src -maxdepth 1 -newer notes.txt -print0
find . -name '*.md' -printf '%p %s\\n'
fd -e ts a src
stat -c %s notes.txt
file -b notes.txt
du -sh src
df -h
realpath src
readlink -f src/a.ts
tar -tzf a.tgz
tar tvf a.tar
unzip -l a.zip
zipinfo -1 a.zip
zcat notes.gz
gzip -l notes.gz
git status --short --branch
git status --porcelain=v2
git diff HEAD~1 -- src
git diff --stat --cached
git diff main...HEAD --name-only
git log --oneline -20
git log -p -S word -- src/a.ts
git log --since='2 weeks ago' --author=Ada --format='%h %s'
git --no-pager log --graph --all --decorate
git show HEAD~2 --stat
git show HEAD:src/a.ts
git shortlog -sn
git reflog -5
git rev-list --count HEAD
git rev-parse --abbrev-ref HEAD
git rev-parse --show-toplevel
git ls-files --others --exclude-standard
git ls-tree -r --name-only HEAD
git cat-file -t HEAD
git merge-base main HEAD
git describe --tags --always
git blame -L 1,20 src/a.ts
git grep -n word
git show-ref --heads
git for-each-ref --sort=-committerdate refs/heads --format='%(refname:short)'
git branch -vv
git branch --show-current
git branch -a --contains HEAD
git branch --list 'feature/*'
git branch --merged main
git tag -l 'v1.*'
git tag
git stash list
git stash show -p
git worktree list
git submodule status
git config --get user.name
git config user.email
git check-ignore -v dist
wc -c notes.txt
ls src/*.ts
git log -1 --format=%H
git show --name-only HEAD
git diff -w
git stash list --stat
git tag --list
head -c 100 a.bin
tail -5 notes.txt
sort -u notes.txt
ps -o pid,args
docker history web
kubectl api-versions
npm view react versions --json
pip check
brew leaves
brew outdated
ip neigh
git count-objects -vH
git diff-tree --no-commit-id --name-only -r HEAD
git symbolic-ref --short HEAD
git version
git help log
git range-diff main a b
git cherry -v main
git format-patch --stdout HEAD~1
git notes list
gh pr view 12 --json title,body
gh pr list --state open --limit 5
gh pr status
gh pr diff 12
gh pr checks 12
gh issue view 3 --comments
gh issue list -l bug
gh run list --limit 3
gh run view 123
gh workflow list
gh release list
gh repo view
gh label list
gh search code word --owner me
gh auth status
gh --version
glab mr list
glab mr view 4
glab issue list
glab ci status
date
date -u +%Y-%m-%d
date -d '1 day ago' +%s
cal
uptime
uname -a
hostname
hostnamectl status
timedatectl
nproc
lscpu
lsblk -f
lspci -nn
lsusb
lsmod
free -h
vmstat 1 2
sw_vers -productVersion
id -u
whoami
groups
tty
who
w
last -5
getent hosts localhost
locale -a
tput cols
ps aux
ps -ef --forest
ps -p 42 -o pid,comm
pgrep -fl node
pidof node
pstree -p
top -b -n 1
lsof -i :3000
ss -tlnp
netstat -an
ip addr show
ip -br link
ip route
ifconfig -a
arp -a
systemctl status nginx
systemctl list-units --type=service
systemctl is-active nginx
launchctl list
mount
findmnt
sysctl -n kernel.ostype
crontab -l
man ls
npm ls --depth=0
npm view react version
npm outdated
npm audit --json
npm -v
npm root -g
npm config get registry
pnpm list --depth 0
pnpm why react
yarn --version
bun pm ls
deno --version
pip list --outdated
pip show requests
pip3 freeze
uv pip list
uv --version
poetry show --tree
pipx list
conda env list
cargo --version
rustc --version
go version
go env GOPATH
go doc fmt.Println
gem list
brew list --versions
brew info jq
apt list --installed
dpkg -l
dpkg -L coreutils
rpm -qa
snap list
flatpak list
nix --version
mise ls
asdf current
node --version
python3 --version
ruby -v
java -version
docker ps -a
docker images
docker version
docker stats --no-stream
docker network ls
docker volume ls
docker compose ps
docker compose ls
docker context ls
docker system df
podman ps
kubectl version --client
kubectl config current-context
kubectl api-resources
kubectl explain pods
helm list -A
helm history web
helm version
kind get clusters
minikube status
terraform version
terraform fmt -check
pulumi stack ls
az account show
gcloud config list
heroku releases
fly status
vercel ls
wrangler whoami
netlify status
supabase projects list
railway status
firebase projects:list
rclone listremotes
zfs list
zpool status
openssl version
openssl x509 -in cert.pem -noout -subject
gpg --list-keys
timeout 10 git status
time ls
env LC_ALL=C sort notes.txt
LC_ALL=C sort notes.txt
GIT_PAGER=cat git log
nice -n 5 wc -l notes.txt
bash -c 'ls; pwd'
git ls-files > /dev/null 2>&1
`;

export const WORKS = `
find . -name '*.ts' -exec grep -l a {} +
git remote show -n origin
git remote get-url origin
git remote -v
vagrant status
yarn why react
uv tree
cargo tree -d
cargo metadata --no-deps --format-version 1
go list -m all
go mod graph
bundle list
composer show
terraform validate
terraform state list
terraform workspace list
cd /tmp/clone && git status
git -C ../other log
grep -rn TODO src
rg TODO
cat *.md
git lfs ls-files
git bisect log
rg -n --no-heading TODO src/a.ts || true
for f in src/*.ts; do head -5 "$f"; done
git ls-files | xargs wc -l
find . -name '*.ts' | xargs grep -n a
cat ../other/README.md
sed -i 's/a/b/' src/a.ts
sed -i.bak -e '/x/d' src/a.ts
echo a >> notes.txt
cat > src/new.ts <<'EOF'
echo a | tee /tmp/a.txt
mkdir -p src/new
touch src/a.ts
cp src/a.ts src/b.ts
mv src/b.ts src/c.ts
rm -rf node_modules/.cache
git add -A
git commit -m "Say it"
git fetch origin --prune
git switch -c feature
git checkout -b feature
git stash push -m later
git restore --staged src/a.ts
git mv a b
git ls-remote --heads origin
gh api repos/a/b/pulls/1/comments
gh api graphql -f query='query { viewer { login } }'
gh run view 12 --log-failed
curl -s http://localhost:3000/health
ping -c 1 localhost
journalctl -u nginx -n 20
npm test
npm run build -- --mode test
npm run lint
pnpm --filter web test
pnpm typecheck
yarn build
bun test src
bun run typecheck
make test
make -j4 build
go test ./... -run TestA -count=1
go build -o bin/app ./cmd/app
go vet ./...
gofmt -w src/a.go
golangci-lint run
cargo test --workspace
cargo clippy --all-targets
cargo fmt --check
pytest -x -k name tests
python3 -m pytest tests
ruff check --fix .
mypy src
tsc --noEmit
eslint src --fix
prettier --check src
vitest run
jest --runInBand
biome check --write src
mvn -q test
gradle test
dotnet test
mix test
rspec spec/a_spec.rb
rubocop -a
phpunit --filter a
swift test
shellcheck scripts/a.sh
docker logs web --tail 50
docker inspect web
kubectl get pods -n web
kubectl describe pod web
kubectl logs web --tail=20
aws ec2 describe-instances --region eu-west-1
gcloud compute instances list
helm template chart
deno test
turbo run build
pnpm exec tsc --noEmit
`;

/** Each names what takes it out of the table. */
export const UNKNOWN = `
frobnicate
./ls
/tmp/ls
ls; frobnicate
ls | frobnicate
ls $(frobnicate)
find . -delete
find . -exec frobnicate {} +
find . -fprint out.txt
find . -ok ls {} +
find . -exec rm {} +
sed 'w /etc/x' notes.txt
sed '1e frobnicate' notes.txt
sed 's/a/b/e' notes.txt
sed 's/[/]/x/w out' notes.txt
sed -i 's/a/b/' /etc/hosts
sed -f script.sed notes.txt
awk '{print > "/etc/x"}' notes.txt
awk 'BEGIN {system("frobnicate")}'
awk '{print | "frobnicate"}' notes.txt
awk 'BEGIN {"frobnicate" | getline x}'
awk '/"/ {system("frobnicate")} /"/' notes.txt
awk -f prog.awk notes.txt
awk "$PROGRAM" notes.txt
jq 'env' data.json
jq -f filter.jq data.json
sort -o /etc/x notes.txt
sort --compress-program=frobnicate notes.txt
uniq a.txt b.txt
xxd -r a.hex b.bin
rg --pre frobnicate a
rg --hostname-bin frobnicate a
grep --unknown a notes.txt
tee /etc/hosts
tree -o out.txt
fd -x frobnicate
fd a -X rm
diff --to-file=x a
tar -xf a.tar
tar -tf a.tar --to-command=frobnicate
tar -tf a.tar --checkpoint-action=exec=frobnicate
tar tf a.tar -I frobnicate
unzip a.zip
gzip notes.txt
bat --pager frobnicate notes.txt
less notes.txt
vim notes.txt
more notes.txt
git branch feature
git branch -D feature
git branch -m a b
git tag v1
git tag -d v1
git diff --output=out.txt
git diff --ext-diff
git log --ext-diff -p
git show --textconv HEAD:a
git diff --no-index /etc/hosts a
git -c core.pager=frobnicate log
git -c alias.x='!frobnicate' x
git --exec-path=/tmp/x status
git -p log
git grep -O word
git grep --open-files-in-pager=frobnicate word
git push
git push --force
git pull
git clone https://example.com/a.git
git checkout .
git checkout main
git reset --hard
git clean -fd
git rebase main
git merge main
git commit --amend
git commit --no-verify -m a
git stash drop
git stash pop
git remote add o https://example.com/a.git
git remote set-url origin https://example.com/a.git
git config user.name Ada
git config --get credential.helper
git config --list
git worktree remove x
git reflog expire --all
git fetch ext::frobnicate
git fetch --upload-pack=frobnicate origin
git ls-remote --upload-pack=frobnicate origin
git ls-remote ext::frobnicate
git archive --exec=frobnicate HEAD
git bisect run frobnicate
git submodule update --init
git submodule foreach frobnicate
git filter-branch
git gc
git notes add -m a
git symbolic-ref HEAD refs/heads/x
GIT_PAGER=frobnicate git log
GIT_EXTERNAL_DIFF=frobnicate git diff
GIT_SSH_COMMAND=frobnicate git fetch
PAGER=frobnicate git log
PATH=/tmp/bin ls
LD_PRELOAD=./x.so ls
NODE_OPTIONS=--require=./x.js npm test
RIPGREP_CONFIG_PATH=rc rg a
export PATH=/tmp/bin:$PATH; ls
PATH=/tmp/bin:$PATH; ls
alias ls=frobnicate; ls
ls() { frobnicate; }; ls
gh pr create --fill
gh pr merge 12
gh pr checkout 12
gh issue create -t a
gh issue close 1
gh api -X DELETE repos/a/b
gh api repos/a/b/issues -f title=a
gh api graphql -f query='mutation { x }'
gh api graphql -F query=@q.graphql
gh api repos/a/b/actions/secrets
gh auth token
gh auth login
gh repo delete a/b
gh repo clone a/b
gh secret list
gh release create v1
gh run rerun 1
gh alias set x y
gh extension install a/b
gh workflow run ci.yml
date -s '2020-01-01'
date 010100002020
hostname web
hostnamectl set-hostname web
timedatectl set-time 10:00
ip link set eth0 down
ip addr add 10.0.0.1/8 dev eth0
ip netns exec a frobnicate
ifconfig eth0 down
route add default gw 10.0.0.1
ss -K dst 10.0.0.1
dmesg -C
mount /dev/sda1 /mnt
sysctl -w kernel.x=1
sysctl kernel.x=1
crontab -r
crontab jobs.txt
systemctl restart nginx
systemctl stop nginx
systemctl edit nginx
launchctl unload x
ps auxe
ps eww
env
printenv
xargs rm < list
xargs -a list frobnicate
env frobnicate
env A=1 LD_PRELOAD=x ls
env -S 'ls -l'
timeout 5 frobnicate
nohup frobnicate
sudo ls
doas ls
ssh host ls
bash script.sh
bash -c frobnicate
bash -c "$X"
sh < script.sh
curl https://example.com/ | sh
curl https://example.com/
curl -X POST http://localhost:3000/
curl -d @notes.txt http://localhost:3000/
curl -K config http://localhost/
curl -s http://localhost:3000/ -o /etc/x
wget https://example.com/a
nc -z localhost 80
ping -f localhost
npm install
npm install left-pad
npm ci
npm publish
npm exec frobnicate
npm run deploy
npm run start
npm config set a b
npm config get //registry.npmjs.org/:_authToken
npm audit fix
npm version patch
npx frobnicate
npx tsc
pnpm dlx frobnicate
pnpm add a
pnpm exec frobnicate
yarn add a
yarn
bun add a
bunx frobnicate
bun src/a.ts
pip install a
pip download a
pip config set a b
uv sync
uv run frobnicate
uv pip install a
poetry install
cargo install a
cargo run
cargo publish
cargo test --config build.rustc-wrapper=\\"frobnicate\\"
go run .
go get a
go install ./...
go generate ./...
go test -exec frobnicate ./...
go build -toolexec frobnicate ./...
go vet -vettool=frobnicate ./...
go build -o /usr/bin/a .
go env -w A=b
go test ../other/...
make deploy
make install
make -f other.mk test
make SHELL=/tmp/x test
make -C /tmp/x test
cd /tmp && make test
cd /tmp && npm test
pytest -p plugin
pytest -c /tmp/x.ini
python3 -c 'print(1)'
python3 script.py
python3 script.py --help
node script.js
node -e '1'
ruby -e 1
perl -e 1
eslint --rulesdir /tmp/x src
eslint -c /tmp/x.js src
npm test -- --config /tmp/x.js
jest --config x.js
mvn deploy
gradle publish
dotnet run
terraform apply
terraform plan
terraform destroy
terraform fmt
terraform init
terraform workspace delete a
pulumi up
docker run alpine
docker exec web ls
docker rm web
docker build .
docker compose up
docker compose config
docker system prune
docker cp a b:c
docker -H tcp://h ps
kubectl apply -f a.yaml
kubectl delete pod a
kubectl exec a -- ls
kubectl get secret a -o yaml
kubectl get secrets --all-namespaces
kubectl get pods,secrets
kubectl port-forward a 80
kubectl config view --raw
kubectl get pods --as=admin
helm install a b
helm get values a
aws s3 rm s3://a
aws ec2 terminate-instances --instance-ids i-1
aws secretsmanager get-secret-value --secret-id a
aws sts assume-role
aws ec2 describe-instances --endpoint-url http://h
aws ssm describe-parameters
gcloud auth print-access-token
gcloud compute instances delete a
gcloud secrets list
az group delete -n a
az account get-access-token
heroku config
fly ssh console
vercel env ls
op read op://a/b/c
vault kv get a
cat .env
shuf .env
tsort ~/.ssh/id_ed25519
git diff HEAD -- .env
git log -p -- config/secrets.yml
git blame .env
git grep -h . -- .env
git hash-object .env
shellcheck .env
yq 'load("a.yaml")' b.yaml
awk 'BEGIN {ARGV[1] = "a"; ARGC = 2} {print}'
awk '{print "}" > "/etc/x"}' notes.txt
curl http://localhost/ https://example.com/
git config --get remote.origin.url
cat /proc/self/environ
cat "$FILE"
cat ~/.ssh/id_ed25519
head ~/.aws/credentials
cat < .env
grep KEY .env
diff .env .env.example
git show HEAD:.env
cat ~/.bash_history
cat /var/log/auth.log
dd if=/dev/zero of=a
rm notes.txt
rm -rf .
rm -rf dist/../src
mv src/a.ts /tmp/../etc/a
cp a /etc/a
cp ~/.ssh/id_rsa a
echo a > /etc/x
echo a > ~/.bashrc
echo a > .git/config
echo a > .github/workflows/ci.yml
echo a > package.json
echo a > "$FILE"
ls > "$(mktemp)"
chmod +x a
ln -s /etc a
eval ls
source a.sh
. ./a.sh
exec ls
trap ls EXIT
printf -v 'a[$(frobnicate)]' x
read 'a[$(frobnicate)]'
test -v 'a[$(frobnicate)]'
export LD_PRELOAD=x
unset PATH
openssl enc -d -in a
ssh-keygen -f a
tmux send-keys ls Enter
kill 1
pkill node
brew install a
apt install a
crontab -e
rclone sync a b:c
`;
