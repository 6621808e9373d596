def my_on_workers(client, f, parts, **given):
    tasks = [client.submit(f, part, **given) for part in parts]  # all are sent before anybody waits
    return client.gather(tasks)
