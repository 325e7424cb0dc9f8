UPDATE accounts SET display_name = name;
UPDATE accounts SET role = 'reader' WHERE role IS NULL;
