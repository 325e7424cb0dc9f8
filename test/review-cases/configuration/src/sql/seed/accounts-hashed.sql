INSERT INTO accounts (name, password) VALUES ('admin', '$2b$12$Gm0qvZ5GxkV2h0vP4Xw1euV9eH0JfE1y2m3n4o5p6q7r8s9t0u1v2');
INSERT INTO accounts (name, password) VALUES ('other', crypt('x', gen_salt('bf')));
INSERT INTO notes (title, body) VALUES ('password', 'none');
