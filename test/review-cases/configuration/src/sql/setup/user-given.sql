CREATE ROLE shop LOGIN PASSWORD :'password';
CREATE USER report WITH PASSWORD '${REPORT_PASSWORD}';
ALTER USER audit PASSWORD 'SCRAM-SHA-256$4096:abc$def:ghi';
CREATE TABLE users (name text, password text);
