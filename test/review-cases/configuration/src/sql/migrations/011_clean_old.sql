CREATE FUNCTION prune() RETURNS void AS $$
BEGIN
  DELETE FROM orders;
END;
$$ LANGUAGE plpgsql;
DELETE FROM orders WHERE placed < now() - interval '10 years';
INSERT INTO notes (body) VALUES ('; DELETE FROM orders;');
