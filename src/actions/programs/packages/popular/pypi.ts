/** Names that people install by hand from PyPI and that imitations go for (docs/adr/0007). */
export const POPULAR_PYPI = `
absl-py accelerate aiobotocore aiofiles aiohttp airflow alembic altair anaconda ansible ansible-core anthropic anyio apache-airflow
apache-beam apscheduler argparse arrow asyncio asyncpg attrs autopep8 awscli azure-core azure-identity azure-storage-blob babel
backports.zoneinfo bcrypt beautifulsoup4 bitsandbytes black bleach blinker bokeh boto3 botocore bottle cachetools catboost celery
certifi cffi channels chardet charset-normalizer cherrypy click cloudpickle colorama coloredlogs configparser contourpy cookiecutter
coverage cryptography cython dagster dash dask databricks-cli dataclasses-json datasets dateparser dbt-core debugpy decorator deepdiff
diffusers discord.py distlib django django-cors-headers django-environ django-extensions django-filter django-rest-framework
djangorestframework dnspython docker docker-compose docopt docutils duckdb elasticsearch email-validator eventlet fabric faker fastapi
filelock flake8 flask flask-cors flask-login flask-migrate flask-restful flask-sqlalchemy flask-wtf fonttools frozenlist fsspec
gensim gevent gitpython google-api-core google-api-python-client google-auth google-cloud-bigquery google-cloud-storage
googleapis-common-protos gradio graphene greenlet grpcio grpcio-tools gunicorn h5py httplib2 httptools httpx huggingface-hub hypothesis
idna imageio importlib-metadata iniconfig invoke ipykernel ipython ipywidgets isodate isort itsdangerous jinja2 jmespath joblib jsonpatch
jsonschema jupyter jupyterlab keras keyring kombu kubernetes langchain langchain-community langchain-core langchain-openai lightgbm
litellm llama-index locust loguru lxml mako markdown markupsafe marshmallow matplotlib mccabe mkdocs mkdocs-material mlflow mock
more-itertools motor multidict mypy mypy-extensions mysql-connector-python mysqlclient nbconvert nbformat netaddr networkx nltk
notebook numba numpy oauthlib onnx onnxruntime openai opencv-contrib-python opencv-python opencv-python-headless openpyxl orjson
packaging pandas paramiko passlib pathspec peewee pexpect pillow pip-tools pipenv pipreqs platformdirs playwright plotly pluggy poetry
polars pre-commit prefect prettytable prometheus-client prompt-toolkit protobuf psutil psycopg2 psycopg2-binary pyarrow pyasn1
pycodestyle pycparser pycrypto pycryptodome pydantic pydantic-settings pydub pyflakes pygame pygithub pygments pyinstaller pyjwt
pylint pymongo pymysql pynacl pyodbc pyopenssl pyparsing pypdf pypdf2 pyperclip pyqt5 pyserial pyspark pytesseract pytest pytest-asyncio
pytest-cov pytest-django pytest-mock pytest-xdist python-dateutil python-decouple python-dotenv python-jose python-multipart
python-telegram-bot pytorch-lightning pytz pyyaml pyzmq redis regex reportlab requests requests-oauthlib requests-toolbelt rich ruff
s3transfer safetensors sanic scapy scikit-image scikit-learn scipy scrapy seaborn selenium semver sentence-transformers sentencepiece
sentry-sdk setuptools shapely simplejson slack-sdk smart-open snowflake-connector-python sounddevice spacy speechrecognition sphinx
sphinx-rtd-theme sqlalchemy sqlmodel sqlparse starlette statsmodels streamlit structlog sympy tabulate tenacity tensorboard tensorflow
termcolor textblob tiktoken tokenizers tomlkit toolz torch torchaudio torchvision tornado transformers trio tweepy twine
typer typing-extensions tzdata ujson unidecode urllib3 uvicorn uvloop virtualenv waitress watchdog watchfiles webdriver-manager websocket-client
websockets werkzeug wheel wrapt xgboost xlrd xlsxwriter xmltodict yapf yarl yfinance zope.interface`;
