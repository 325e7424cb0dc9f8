INSERT INTO accounts (name, email, password) VALUES ('admin', 'admin@example.com', 'Winter2024');
